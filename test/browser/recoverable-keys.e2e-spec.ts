import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, openMenu } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

const LOGIN_TOO_OLD = { code: 'LoginTooOld', message: 'log in again', ref: 'aaaaaa-1' };

describeInBrowser('recoverable keys', () => {
  let bed: ConsoleBed;
  let root: People;
  let mia: string;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    mia = await root.user('mia@platform.example', 'Mia', 'Member');
  });
  afterAll(() => bed.close());

  const box = (page: Page) => page.getByRole('checkbox', { name: 'Recoverable keys' });
  const save = (page: Page) => page.getByRole('button', { name: 'Save: API Keys' }).click();
  const saved = (page: Page) => page.getByRole('status').getByText('API Keys: saved.').waitFor();
  const dialog = (page: Page) => page.getByRole('dialog', { name: /^Show / });
  const show = (page: Page) => dialog(page).getByRole('button', { name: 'Show key' }).click();
  const shown = (page: Page) => page.locator('code.secret').textContent();

  it('are off, and are switched on by administrators, who are told what that means', async () => {
    await root.recoverableKeys(false);
    const page = await bed.signedIn('/settings');
    await box(page).waitFor();
    expect(await box(page).isChecked()).toBe(false);
    await page.getByText('a key is shown once and stored as a digest, which is safer').waitFor();
    await box(page).check();
    await save(page);
    await saved(page);
    await expectAccessible(page, 'settings-recoverable');
    await page.reload();
    await box(page).waitFor();
    expect(await box(page).isChecked()).toBe(true);
  });

  it('are shown again from the menu of their row, and leave nothing behind', async () => {
    await root.recoverableKeys(true);
    const value = await root.key('kept');
    const page = await bed.signedIn('/keys?q=kept');
    await choose(page, 'kept', 'Show key');
    await dialog(page).getByText('is written in the audit log').waitFor();
    await expectAccessible(page, 'reveal-question');
    await show(page);
    expect(await shown(page)).toBe(value);
    await expectAccessible(page, 'revealed');
    await dialog(page).getByRole('button', { name: 'Close', exact: true }).click();
    await dialog(page).waitFor({ state: 'detached' });
    const left = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...Object.values(localStorage),
        ...Object.values(sessionStorage),
      ].join(),
    );
    expect(left).not.toContain(value.slice(7, -4));
    expect(page.url()).not.toContain(value.slice(7, -4));
  });

  it('are no other keys: those that were made before, or are revoked, have nothing to show', async () => {
    await root.recoverableKeys(false);
    await root.key('before');
    await root.recoverableKeys(true);
    await root.revokedKey('revoked');
    const page = await bed.signedIn('/keys?status=inactive&q=revoked');
    await openMenu(page, 'revoked');
    expect(await page.getByRole('menuitem', { name: 'Show key' }).count()).toBe(0);
    await page.goto('/keys?q=before');
    await openMenu(page, 'before');
    expect(await page.getByRole('menuitem', { name: 'Show key' }).count()).toBe(0);
  });

  it('are shown to their owners too, and of colleagues to administrators', async () => {
    await root.recoverableKeys(true);
    const value = await root.key('of-mia', { userUid: mia });
    const own = await bed.page();
    await own.goto('/me/keys');
    await logIn(own, 'mia@platform.example', PASSWORD);
    const page = await bed.signedIn('/keys?q=of-mia');
    for (const one of [own, page]) {
      await choose(one, 'of-mia', 'Show key');
      await show(one);
      expect(await shown(one)).toBe(value);
    }
  });

  it('ask for the password when the login was too long ago, and leave no other session behind', async () => {
    await root.recoverableKeys(true);
    const value = await root.key('guarded');
    const page = await bed.signedIn('/keys?q=guarded');
    const sessions = await root.sessionCount();
    await page.route('**/reveal', (route) => route.fulfill({ status: 403, json: LOGIN_TOO_OLD }), {
      times: 1,
    });
    await choose(page, 'guarded', 'Show key');
    await show(page);
    await dialog(page).getByText('Enter your password again.').waitFor();
    await expectAccessible(page, 'reveal-login');
    const password = dialog(page).getByLabel('Password', { exact: true });
    await password.fill('not the password');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('alert').waitFor();
    await password.fill(BOOTSTRAP.password);
    await page.keyboard.press('Enter');
    await page.locator('code.secret').waitFor();
    expect(await shown(page)).toBe(value);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add New API Key' }).waitFor();
    expect(await root.sessionCount()).toBe(sessions);
  });

  it('are erased when they are switched off, once somebody knows it', async () => {
    await root.recoverableKeys(true);
    await root.key('erased');
    const page = await bed.signedIn('/settings');
    await box(page).uncheck();
    await save(page);
    const question = page.getByRole('alertdialog', { name: 'Erase all kept keys?' });
    await question.getByText('none of them can be shown again').waitFor();
    await expectAccessible(page, 'settings-erase');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    expect(await root.isRecoverable('erased')).toBe(true);
    await save(page);
    await question.getByRole('button', { name: 'Switch off and erase' }).click();
    await saved(page);
    expect(await root.isRecoverable('erased')).toBe(false);
    await page.getByRole('main').getByRole('link', { name: 'API Keys' }).click();
    await openMenu(page, 'erased');
    expect(await page.getByRole('menuitem', { name: 'Show key' }).count()).toBe(0);
  });
});
