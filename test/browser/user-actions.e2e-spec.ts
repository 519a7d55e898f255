import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, confirm, found, openMenu, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

describeInBrowser('what is done with a user', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    await root.user('linus@platform.example', 'Linus', 'Larch');
  });
  afterAll(() => bed.close());

  /** A page on which the one user of this name is listed. */
  const showing = async (name: string) => {
    const page = await bed.signedIn(`/users?q=${name}`);
    await found(page, '1 user');
    return page;
  };

  it('disables somebody once it has said how many keys stop, and enables them again', async () => {
    const userUid = await root.user('dora@platform.example', 'Dora', 'Disabled');
    const keys = [await root.key('dora-1', { userUid }), await root.key('dora-2', { userUid })];
    const page = await showing('Dora');
    await choose(page, 'Dora', 'Disable');
    const dialog = page.getByRole('alertdialog', { name: /Disable .*Dora Disabled/ });
    await dialog.getByText('2 API keys stop working at once.').waitFor();
    await dialog.getByText('They are signed out everywhere').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await expectAccessible(page, 'disable');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await root.statusFor(keys[0] ?? '')).toBe(200);
    await choose(page, 'Dora', 'Disable');
    await confirm(page, 'Disable user');
    await row(page, 'Dora').getByText('Inactive', { exact: true }).waitFor();
    expect(await Promise.all(keys.map((key) => root.statusFor(key)))).toEqual([401, 401]);
    await choose(page, 'Dora', 'Enable');
    await confirm(page, 'Enable user');
    await row(page, 'Dora').getByText('Active', { exact: true }).waitFor();
    expect(await root.statusFor(keys[0] ?? '')).toBe(200);
  });

  it('unlocks somebody who is locked, and offers it for nobody else', async () => {
    const uid = await root.user('lola@platform.example', 'Lola', 'Locked');
    const page = await showing('Lola');
    await openMenu(page, 'Lola');
    expect(await page.getByRole('menuitem', { name: 'Unlock' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    for (let attempt = 0; attempt < 6; attempt++)
      await bed.service.http
        .post('/v1/auth/authenticate')
        .send({ emailId: 'lola@platform.example', password: 'wrong horse battery staple' });
    expect((await root.read(uid)).status.isLocked).toBe(true);
    await page.reload();
    await row(page, 'Lola')
      .getByText(/^Locked until/)
      .waitFor();
    await choose(page, 'Lola', 'Unlock');
    await confirm(page, 'Unlock user');
    await row(page, 'Lola')
      .getByText(/^Locked until/)
      .waitFor({ state: 'detached' });
    expect((await root.read(uid)).status.isLocked).toBe(false);
  });

  it('signs somebody out everywhere', async () => {
    await root.user('sue@platform.example', 'Sue', 'Sessions');
    const hers = await bed.page();
    await hers.goto('/');
    await logIn(hers, 'sue@platform.example', PASSWORD);
    const page = await showing('Sue');
    await choose(page, 'Sue', 'Sign out everywhere');
    await confirm(page, 'Sign out everywhere');
    await hers.reload();
    await hers.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('makes a password reset link', async () => {
    const page = await showing('Linus');
    await choose(page, 'Linus', 'Password reset link');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.locator('dialog code').getByText('/reset#token=').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog code').getByText('/reset#token=').waitFor();
    await expectAccessible(page, 'reset-link');
  });

  it('leads to the keys of somebody, and makes them one', async () => {
    const page = await showing('Linus');
    await choose(page, 'Linus', 'Add New API Key');
    await page.getByRole('dialog').getByLabel('API Key Name').fill('made-for-linus');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await root.key('of-root');
    await choose(page, 'Linus', 'API Keys');
    await page.getByRole('heading', { level: 1, name: 'API Keys' }).waitFor();
    await found(page, '1 key');
    await row(page, 'made-for-linus').getByText('Linus Larch').waitFor();
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    const owner = page.getByRole('dialog').getByRole('combobox', { name: 'User Name' });
    expect(await owner.inputValue()).toMatch(/Linus Larch/);
  });

  it('deletes somebody once it has named them and what goes with them', async () => {
    const userUid = await root.user('dan@platform.example', 'Dan', 'Deleted');
    const key = await root.key('of-dan', { userUid });
    const page = await showing('Dan');
    await choose(page, 'Dan', 'Delete');
    const dialog = page.getByRole('alertdialog', { name: /Delete .*Dan Deleted/ });
    await dialog.getByText('dan@platform.example').waitFor();
    await dialog.getByText('1 API key is deleted with it.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await confirm(page, 'Delete user');
    await page.getByRole('heading', { name: 'No user matches' }).waitFor();
    await page.locator('h1:focus').waitFor();
    expect(await root.statusFor(key)).toBe(401);
  });
});
