import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

const NEW_PASSWORD = 'nine violet kettles by the sea';

describeInBrowser('the profile', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  const signedIn = async (emailId: string, password = PASSWORD, path = '/me/profile') => {
    const page = await bed.page();
    await page.goto(path);
    await logIn(page, emailId, password);
    return page;
  };
  const sessions = (page: Page) => page.getByRole('table', { name: 'Your sessions' }).getByRole('row');

  it('is found from the menu by everybody, and lets them change their own name, and nothing of what others decide', async () => {
    await root.user('mia@platform.example', 'Mia', 'Member');
    const page = await signedIn('mia@platform.example', PASSWORD, '/');
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
    await page.getByText('mia@platform.example', { exact: true }).waitFor();
    await expectAccessible(page, 'profile');
    expect(await page.getByRole('textbox', { name: /E-mail/ }).count()).toBe(0);
    await page.getByLabel('Last name').fill('\u202Erebmem');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Your name was saved.').waitFor();
    await page
      .getByRole('button', { name: /^Your account/ })
      .getByText('Mia \u202Erebmem')
      .waitFor();
    await page.reload();
    await page.getByLabel('Last name').waitFor();
    expect(await page.getByLabel('Last name').inputValue()).toBe('\u202Erebmem');
  });

  it('changes a password by the present one, says at its field what is wrong, and ends the other sessions', async () => {
    await root.user('pia@platform.example', 'Pia');
    await People.of(bed.service, { emailId: 'pia@platform.example', password: PASSWORD });
    const page = await signedIn('pia@platform.example');
    const present = page.getByLabel('Current password');
    const wanted = page.getByLabel('New password');
    const change = () => page.getByRole('button', { name: 'Change your password' }).click();
    await page.getByText('Your other sessions end when you change it').waitFor();
    expect([
      await page.locator('form [autocomplete=username]').inputValue(),
      await present.getAttribute('autocomplete'),
      await wanted.getAttribute('autocomplete'),
    ]).toEqual(['pia@platform.example', 'current-password', 'new-password']);
    await expect(sessions(page).count()).resolves.toBe(3);
    await present.fill('not the present one at all');
    await wanted.fill(NEW_PASSWORD);
    await change();
    await page.getByText('This is not your current password.').waitFor();
    await page.locator('[autocomplete=current-password]:focus').waitFor();
    expect(await wanted.inputValue()).toBe(NEW_PASSWORD);
    await present.fill(PASSWORD);
    await wanted.fill('short');
    await change();
    await page.getByText('must have at least 15 characters').waitFor();
    await page.locator('[autocomplete=new-password]:focus').waitFor();
    await expectAccessible(page, 'profile-password-refused');
    await wanted.fill(NEW_PASSWORD);
    await change();
    await page.getByRole('status').getByText('Your password was changed.').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    expect([await present.inputValue(), await wanted.inputValue()]).toEqual(['', '']);
    await signedIn('pia@platform.example', NEW_PASSWORD);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
  });

  it('tells administrators the rules that their organisation has set', async () => {
    const page = await bed.signedIn('/me/profile');
    await page.getByText('What it needs: 15 to 128 characters').waitFor();
  });

  it('lists one’s own sessions, marks this one, and ends one or all others', async () => {
    await root.user('sam@platform.example', 'Sam');
    const sam = { emailId: 'sam@platform.example', password: PASSWORD };
    for (let number = 0; number < 3; number++) await People.of(bed.service, sam);
    const page = await signedIn(sam.emailId);
    const own = sessions(page).filter({ hasText: 'This session' });
    await own.getByText('Chrome on Linux').waitFor();
    await own.getByText('127.0.0.1').waitFor();
    expect(await own.getByRole('button').count()).toBe(0);
    expect(await sessions(page).count()).toBe(5);
    const end = page.getByRole('button', { name: /^End the session of/ }).first();
    await end.click();
    const question = page.getByRole('alertdialog', { name: 'End this session?' });
    await expectAccessible(page, 'profile-end-session');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await end.evaluate((button) => button === document.activeElement)).toBe(true);
    await end.click();
    await question.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('status').getByText('The session has ended.').waitFor();
    expect(await sessions(page).count()).toBe(4);
    await page.locator('h1:focus').waitFor();
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'End all others' }).click();
    await page.getByRole('status').getByText('All your other sessions have ended.').waitFor();
    expect(await sessions(page).count()).toBe(2);
    expect(await page.getByRole('button', { name: 'End all others' }).count()).toBe(0);
  });

  it('loses no input when the service fails', async () => {
    const page = await bed.signedIn('/me/profile');
    await page.getByLabel('First name').fill('Unlucky');
    await page.route('**/v1/users/*', (route) =>
      route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Unlucky');
  });

  it('keeps theme and language for the next visit', async () => {
    const page = await bed.signedIn('/me/profile');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('radio', { name: 'Deutsch' }).check();
    await page.getByRole('heading', { level: 1, name: 'Profil' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Profil' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Dunkel' }).isChecked()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
    await expectAccessible(page, 'profile-german');
    expect(BOOTSTRAP.emailId).toBe(await page.locator('form [autocomplete=username]').inputValue());
  });
});
