import type { Page, Route } from 'playwright-core';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { found, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

describeInBrowser('revoking many keys', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  /** @returns the values of so many keys. */
  const keys = async (name: string, count: number) => {
    const values: string[] = [];
    for (let number = 1; number <= count; number++)
      values.push(await root.key(`${name}-${String(number).padStart(2, '0')}`));
    return values;
  };
  const box = (page: Page, name: string) =>
    page.getByRole('checkbox', { name: new RegExp(`^Select .*${name}`) });
  const all = (page: Page) => page.getByRole('checkbox', { name: 'Select all on this page' });
  const dialog = (page: Page) => page.getByRole('alertdialog');
  const begin = (page: Page) => page.getByRole('button', { name: 'Revoke', exact: true }).click();
  /** Answers to what revokes a key in another way. */
  const onRevoke = (page: Page, answer: (route: Route) => Promise<void>) =>
    page.route('**/v1/apiKeys/*', (route) =>
      route.request().method() === 'PATCH' ? answer(route) : route.continue(),
    );

  it('selects by box and by keyboard, what is active alone, and always in sight', async () => {
    await keys('pick', 3);
    await root.revokedKey('pick-revoked');
    const page = await bed.signedIn('/keys?q=pick&status=any');
    await found(page, '4 keys');
    for (const name of ['pick-01', 'pick-02', 'pick-03'])
      expect(await box(page, name).isVisible()).toBe(true);
    expect(await box(page, 'pick-revoked').count()).toBe(0);
    await box(page, 'pick-02').focus();
    await page.keyboard.press('Space');
    await found(page, '1 selected');
    expect(await all(page).evaluate((one: HTMLInputElement) => one.indeterminate)).toBe(true);
    await all(page).focus();
    await page.keyboard.press('Space');
    await found(page, '3 selected');
    await expectAccessible(page, 'keys-selected');
    await page.getByRole('button', { name: 'Clear selection' }).click();
    await page.getByText('3 selected').waitFor({ state: 'detached' });
    expect(await box(page, 'pick-01').isChecked()).toBe(false);
  });

  it('names what it is about to revoke, revokes while it says how far it is, and shows it when the service said so', async () => {
    const values = await keys('batch', 12);
    const page = await bed.signedIn('/keys?q=batch&status=any&sort=name');
    await found(page, '12 keys');
    await all(page).check();
    await begin(page);
    const asked = page.getByRole('alertdialog', { name: 'Revoke 12 API keys?' });
    expect(await asked.getByRole('listitem').count()).toBe(10);
    const first = asked.getByRole('listitem').first();
    expect(await first.textContent()).toMatch(/^batch-01 · .*root.* · never used$/);
    await asked.getByText('and 2 more').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await expectAccessible(page, 'revoke-many');

    let answered = 0;
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await onRevoke(page, async (route) => {
      if ((answered += 1) > 4) await held;
      return route.continue();
    });
    await asked.getByRole('button', { name: 'Revoke 12 keys' }).click();
    await asked.getByText('4 of 12 done').waitFor();
    expect(await asked.getByRole('progressbar', { name: 'Revoking' }).getAttribute('value')).toBe('4');
    expect(await page.locator('tbody').getByText('Active', { exact: true }).count()).toBe(12);
    await expectAccessible(page, 'revoke-many-progress');
    for (let press = 0; press < 4; press++) await page.keyboard.press('Escape');
    await asked.getByText('4 of 12 done').waitFor();
    goOn();
    await asked.waitFor({ state: 'detached' });
    await found(page, '12 keys are inactive now.');
    expect(await page.locator('tbody').getByText('Inactive', { exact: true }).count()).toBe(12);
    expect(await page.getByRole('checkbox', { name: /^Select .*batch/ }).count()).toBe(0);
    for (const value of values) expect(await root.statusFor(value)).toBe(401);
  });

  it('goes on when one fails, names it with the reason, and tries it again', async () => {
    const values = await keys('rocky', 3);
    const page = await bed.signedIn('/keys?q=rocky&status=any');
    await found(page, '3 keys');
    await all(page).check();
    await begin(page);
    let isFirst = true;
    await onRevoke(page, (route) => {
      if (!isFirst) return route.continue();
      isFirst = false;
      return route.fulfill({ status: 500, json: { code: 'InternalError', message: 'Something broke.' } });
    });
    await dialog(page).getByRole('button', { name: 'Revoke 3 keys' }).click();
    const failure = dialog(page).getByRole('alert');
    await failure.getByText('1 key could not be revoked:').waitFor();
    expect(await failure.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^rocky-0\d: Something broke\.$/),
    ]);
    expect(await page.locator('tbody').getByText('Inactive', { exact: true }).count()).toBe(2);
    await found(page, '2 of 3 keys are inactive now.');
    await expectAccessible(page, 'revoke-many-failed');
    await dialog(page).getByRole('button', { name: 'Retry' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    await found(page, '3 keys are inactive now.');
    for (const value of values) expect(await root.statusFor(value)).toBe(401);
  });

  it('stops when it is told to, and begins no other', async () => {
    await keys('halt', 8);
    const page = await bed.signedIn('/keys?q=halt&status=any');
    await found(page, '8 keys');
    await all(page).check();
    await begin(page);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await onRevoke(page, async (route) => (await held, route.continue()));
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await dialog(page).getByRole('button', { name: 'Revoke 8 keys' }).click();
    await sent;
    await dialog(page).getByRole('button', { name: 'Stop' }).click();
    goOn();
    await dialog(page).waitFor({ state: 'detached' });
    await found(page, '3 of 8 keys are inactive now.');
    await found(page, '5 selected');
  });

  it('forgets what was selected when another page or another filter is shown', async () => {
    await keys('sheet', 27);
    const page = await bed.signedIn('/keys?q=sheet&sort=name');
    await found(page, '27 keys');
    await box(page, 'sheet-01').check();
    await found(page, '1 selected');
    await page.getByRole('button', { name: 'Next page' }).click();
    await row(page, 'sheet-26').waitFor();
    expect(await page.getByText('1 selected').count()).toBe(0);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await row(page, 'sheet-01').waitFor();
    expect(await box(page, 'sheet-01').isChecked()).toBe(false);
    await box(page, 'sheet-01').check();
    await page.getByLabel('Search').fill('sheet-0');
    await found(page, '9 keys');
    expect(await box(page, 'sheet-01').isChecked()).toBe(false);
  });

  it('is there for members and their own keys, in German too', async () => {
    await root.user('linus@platform.example', 'Linus', 'Larch');
    const linus = await People.of(bed.service, { emailId: 'linus@platform.example', password: PASSWORD });
    for (const name of ['mine-1', 'mine-2']) await linus.key(name);
    const page = await bed.page({ locale: 'de-DE' });
    await page.goto('/me/keys');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await page.getByRole('checkbox', { name: 'Alle auf dieser Seite auswählen' }).check();
    await found(page, '2 ausgewählt');
    await page.getByRole('button', { name: 'Sperren', exact: true }).click();
    await expectAccessible(page, 'revoke-many-german');
    await dialog(page).getByRole('button', { name: '2 Schlüssel sperren' }).click();
    await found(page, '2 Schlüssel sind jetzt inaktiv.');
  });
});
