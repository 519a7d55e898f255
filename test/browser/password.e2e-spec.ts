import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, found } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';
import { ShiftedClock } from './support/shifted-clock.js';

const NEW_PASSWORD = 'nine violet kettles by the sea';

describeInBrowser('a password', () => {
  let bed: ConsoleBed;
  let root: People;
  let clock: ShiftedClock;

  beforeAll(async () => {
    clock = new ShiftedClock();
    bed = await ConsoleBed.start({ clock });
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  const logInAs = (emailId: string, password: string) =>
    bed.service.http.post('/v1/auth/authenticate').send({ emailId, password });

  it('that was forgotten is set anew by a link that an administrator hands over', async () => {
    await root.user('linus@platform.example', 'Linus', 'Larch');
    const page = await bed.page();
    await page.goto('/login');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { level: 1, name: 'Reset your password' }).waitFor();
    await expectAccessible(page, 'forgot');
    for (const emailId of ['nobody@platform.example', 'linus@platform.example']) {
      await page.getByLabel('E-mail').fill(emailId);
      await page.keyboard.press('Enter');
      // the same for everybody, and what to do where no letter comes
      await page.getByRole('status').getByText('Without it, ask your administrator.').waitFor();
    }
    await expectAccessible(page, 'forgot-sent');

    const admin = await bed.signedIn('/users?q=Larch');
    await admin.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await found(admin, '1 user');
    await choose(admin, 'Larch', 'Password reset link');
    await admin.getByRole('button', { name: 'Make the link' }).click();
    await admin.getByRole('button', { name: 'Copy and close' }).click();
    await admin.getByRole('dialog').waitFor({ state: 'detached' });

    await page.goto(await admin.evaluate(() => navigator.clipboard.readText()));
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your password is set. You can log in now.').waitFor();
    expect(page.url()).not.toContain('token');
    await logInAs('linus@platform.example', PASSWORD).expect(401);
    await page.goto('/login');
    await logIn(page, 'linus@platform.example', NEW_PASSWORD);
  });

  describe('that has expired', () => {
    let interrupted: Page;

    beforeAll(async () => {
      await root.user('grace@platform.example', 'Grace', 'Hopper');
      await root.user('mia@platform.example', 'Mia', 'Member');
      await root.user('pia@platform.example', 'Pia', 'Patient');
      const { body } = await bed.service.http
        .get('/v1/users/info')
        .set('Authorization', root.token)
        .expect(200);
      await bed.service.http
        .post(`/v1/tenants/${(body as { tenantUid: string }).tenantUid}/password/policy`)
        .set('Authorization', root.token)
        .send({ expiryDurationInDays: 30 })
        .expect(204);
      interrupted = await bed.page();
      await interrupted.goto('/me/keys');
      await logIn(interrupted, 'mia@platform.example', PASSWORD);
      await interrupted.getByRole('button', { name: 'Add New API Key' }).click();
      await interrupted.getByLabel('API Key Name').fill('interrupted');
      clock.set(31 * DAY);
    });

    it('is replaced in the login, which says what is wrong with the new one and then goes on', async () => {
      const page = await bed.page();
      await page.goto('/me/keys?status=inactive');
      await page.getByLabel('E-mail').fill('grace@platform.example');
      const password = page.getByLabel('Password', { exact: true });
      await password.fill('not the present one at all');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('do not match an active account').waitFor();
      await password.fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Your password has expired.').waitFor();
      const wanted = page.getByLabel('New password');
      await wanted.and(page.locator(':focus')).waitFor();
      expect([
        await page.getByLabel('E-mail').inputValue(),
        await page.getByLabel('E-mail').getAttribute('autocomplete'),
        await wanted.getAttribute('autocomplete'),
      ]).toEqual(['grace@platform.example', 'username', 'new-password']);
      await expectAccessible(page, 'password-expired');
      for (const [refused, why] of [
        ['short', 'must have at least 15 characters'],
        [PASSWORD, 'must not be the current one'],
      ] as const) {
        await wanted.fill(refused);
        await page.keyboard.press('Enter');
        await page.getByText(why).waitFor();
        await wanted.and(page.locator('[aria-invalid=true]:focus')).waitFor();
      }
      await expectAccessible(page, 'password-expired-refused');
      await wanted.fill(NEW_PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'My API Keys' }).waitFor();
      expect(new URL(page.url()).search).toBe('?status=inactive');
      await logInAs('grace@platform.example', PASSWORD).expect(401);
      await logInAs('grace@platform.example', NEW_PASSWORD).expect(200);
    });

    it('is changed once when only the way in fails after it, and nothing of it is kept', async () => {
      const page = await bed.page();
      await page.goto('/login');
      await page.getByLabel('E-mail').fill('pia@platform.example');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByLabel('New password').fill(NEW_PASSWORD);
      await page.route('**/v1/auth/authenticate', (route) => route.abort('connectionreset'));
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
      await page.unroute('**/v1/auth/authenticate');
      await page.getByRole('button', { name: 'Set it and sign in' }).click();
      await page.getByRole('navigation').waitFor();
      const kept = await page.evaluate(() =>
        JSON.stringify([document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }]),
      );
      expect(kept).not.toContain(PASSWORD);
      expect(kept).not.toContain(NEW_PASSWORD);
    });

    it('is replaced in the middle of something too, which then goes on', async () => {
      const page = interrupted;
      await page.getByRole('button', { name: 'Create key' }).click();
      const again = page.getByRole('dialog', { name: 'Sign in again' });
      await again.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.keyboard.press('Enter');
      await again.getByLabel('New password').fill(NEW_PASSWORD);
      await expectAccessible(page, 'password-expired-lapsed');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    });

    it('is told in German', async () => {
      const page = await bed.page({ locale: 'de-DE' });
      await page.goto('/login');
      await page.getByLabel('E-Mail').fill(BOOTSTRAP.emailId);
      await page.getByLabel('Passwort', { exact: true }).fill(BOOTSTRAP.password);
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Ihr Passwort ist abgelaufen.').waitFor();
      await expectAccessible(page, 'password-expired-german');
      await page.getByRole('button', { name: 'Zurück zur Anmeldung' }).click();
      await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    });
  });
});
