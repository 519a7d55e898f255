import type { Page } from 'playwright-core';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, confirm, found, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

describeInBrowser('keys that do not work any more', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    await root.key('works');
    await root.key('ends-soon', { days: 7 });
    for (const name of ['off-1', 'off-2', 'off-3']) await root.revokedKey(name);
  });
  afterAll(() => bed.close());

  const show = (page: Page, count: number) =>
    page.getByRole('checkbox', { name: `Show inactive (${count})`, exact: true });

  it('are hidden at first, counted, shown on request, and the address keeps it', async () => {
    const page = await bed.signedIn('/keys');
    await found(page, '2 keys');
    await row(page, 'ends-soon').waitFor();
    expect(await row(page, 'off-').count()).toBe(0);
    await show(page, 3).focus();
    await page.keyboard.press('Space');
    await found(page, '5 keys');
    await page.waitForURL(/status=any/);
    await expectAccessible(page, 'keys-with-inactive');
    await page.reload();
    await found(page, '5 keys');
    expect(await show(page, 3).isChecked()).toBe(true);
    await show(page, 3).uncheck();
    await found(page, '2 keys');
    expect(new URL(page.url()).search).toBe('');
    await page.getByLabel('Search').fill('off-1');
    await show(page, 1).waitFor();
  });

  it('are reached from a list in which nothing else is left', async () => {
    const page = await bed.signedIn('/keys?q=off');
    await page.getByRole('heading', { name: '3 inactive keys are hidden' }).waitFor();
    await page.getByText('No active key matches the filters.').waitFor();
    await expectAccessible(page, 'keys-hidden');
    await page.getByRole('button', { name: 'Show inactive' }).click();
    await found(page, '3 keys');
    await page.getByLabel('Search').fill('nothing like it');
    await page.getByRole('heading', { name: 'No key matches' }).waitFor();

    await root.user('linus@platform.example', 'Linus', 'Larch');
    await (
      await People.of(bed.service, { emailId: 'linus@platform.example', password: PASSWORD })
    ).revokedKey('old');
    const own = await bed.page({ locale: 'de-DE' });
    await own.goto('/me/keys');
    await logIn(own, 'linus@platform.example', PASSWORD);
    await own.getByRole('heading', { name: '1 inaktiver Schlüssel ist ausgeblendet' }).waitFor();
    await own.getByRole('button', { name: 'Inaktive zeigen' }).click();
    await row(own, 'old').waitFor();
  });

  it('are found by their status, as from the overview', async () => {
    const page = await bed.signedIn('/keys?status=inactive');
    await found(page, '4 keys');
    expect(await page.getByLabel('Status').inputValue()).toBe('inactive');
    expect(await page.getByRole('checkbox', { name: /^Show inactive/ }).count()).toBe(0);
    await page.getByLabel('Status').selectOption('Active');
    await found(page, '2 keys');
    await page.getByLabel('Status').selectOption('Any status');
    await found(page, '6 keys');
  });

  it('leave the list once they are revoked, and are counted', async () => {
    await root.key('leaves');
    const page = await bed.signedIn('/keys?q=leaves');
    await found(page, '1 key');
    await choose(page, 'leaves', 'Revoke');
    await confirm(page, 'Revoke key');
    await page.getByRole('heading', { name: '1 inactive key is hidden' }).waitFor();
    await page.locator('h1:focus').waitFor();
    await page.getByRole('button', { name: 'Show inactive' }).click();
    await row(page, 'leaves').getByText('Inactive', { exact: true }).waitFor();
    await choose(page, 'leaves', 'Re-activate');
    await row(page, 'leaves').getByText('Active', { exact: true }).waitFor();
  });

  it('are brought back at once, one or many, as long as the list is open', async () => {
    const values = [];
    for (const name of ['back-1', 'back-2', 'back-3']) values.push(await root.key(name));
    const page = await bed.signedIn('/keys?q=back');
    await found(page, '3 keys');
    await choose(page, 'back-1', 'Revoke');
    await confirm(page, 'Revoke key');
    const undo = page.getByRole('button', { name: 'Re-activate', exact: true });
    await page.getByText(/You revoked .*back-1/).waitFor();
    await undo.click();
    await found(page, '3 keys');
    await page.locator('h1:focus').waitFor();
    expect(await undo.count()).toBe(0);

    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await confirm(page, 'Revoke 3 keys');
    await page.getByRole('heading', { name: '3 inactive keys are hidden' }).waitFor();
    await found(page, 'You revoked 3 keys.');
    await expectAccessible(page, 'keys-undo');
    await undo.click();
    await found(page, '3 keys are active again.');
    for (const value of values) expect(await root.statusFor(value)).toBe(200);
  });
});
