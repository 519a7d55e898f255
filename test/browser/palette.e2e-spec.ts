import type { Page } from 'playwright-core';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

describeInBrowser('finding a key from anywhere', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    for (let number = 1; number <= 12; number++) await root.key(`many-${number}`);
    await root.revokedKey('switched-off');
  });
  afterAll(() => bed.close());

  const finder = (page: Page) => page.getByRole('dialog', { name: 'Find a key' });
  const search = (page: Page) => finder(page).getByRole('combobox', { name: 'Search' });
  const option = (page: Page, name: RegExp) => finder(page).getByRole('option', { name });
  const at = (page: Page, name: string) => page.locator('h1').filter({ hasText: name }).waitFor();
  /** A page with this text in the clipboard. */
  const holding = async (text: string, path: string) => {
    const page = await bed.signedIn(path);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    return page;
  };

  it('revokes a leaked key by Ctrl+K, Ctrl+V, Enter, Enter, and keeps of it what lists show', async () => {
    const value = await root.key('leaked');
    const page = await holding(`ApiKey: ${value}\n`, '/settings');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
    await at(page, 'Tenant Settings');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    const revoke = page.getByRole('alertdialog', { name: /^Revoke .*leaked/ });
    await revoke.waitFor();
    expect(await root.statusFor(value)).toBe(200);
    expect(await revoke.locator('button:focus').textContent()).toBe('Revoke key');
    await expectAccessible(page, 'palette-revoke');
    await page.keyboard.press('Enter');
    await revoke.waitFor({ state: 'detached' });
    await page
      .getByRole('status')
      .filter({ hasText: /leaked.* is inactive now/ })
      .waitFor();
    expect(await root.statusFor(value)).toBe(401);
    await at(page, 'Tenant Settings');
    expect(JSON.stringify([asked, await traces(page)])).not.toContain(value.slice(7, -4));
  });

  it('says what it kept of a whole key, and offers what can be done with it', async () => {
    const value = await root.key('pasted');
    const page = await holding(value, '/keys');
    await page.keyboard.press('Meta+K');
    await page.keyboard.press('Control+V');
    await option(page, /^Revoke .*pasted/).waitFor();
    expect(await search(page).inputValue()).toBe(`${value.slice(0, 7)}...${value.slice(-4)}`);
    await finder(page).getByText('You pasted a whole key.').waitFor();
    await expectAccessible(page, 'palette-pasted');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await at(page, 'pasted');
    expect(await root.statusFor(value)).toBe(200);
  });

  it('is opened by its button, tells how many there are, and goes to the one that is chosen by arrow keys', async () => {
    const page = await bed.signedIn('/keys');
    await page.getByRole('button', { name: 'Find a key' }).click();
    await expectAccessible(page, 'palette');
    await page.keyboard.type('many');
    await finder(page).getByText('The first 8 of 12 keys; type more to narrow it down.').waitFor();
    expect(await option(page, /^Open .*many/).count()).toBe(8);
    expect(await option(page, /^Revoke/).count()).toBe(0);
    await expectAccessible(page, 'palette-many');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await at(page, 'many-11');
    await page.locator('h1:focus').waitFor();
    await page.getByRole('button', { name: 'Find a key' }).click();
    await page.keyboard.type('nothing like it');
    await finder(page).getByText('No key matches').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await finder(page).waitFor({ state: 'detached' });
    expect(await page.locator('button:focus').textContent()).toContain('Find a key');
  });

  it('only shows a key that does not work any more', async () => {
    const page = await bed.signedIn('/keys');
    await page.keyboard.press('Control+K');
    await page.keyboard.type('switched');
    await option(page, /^Open .*switched-off/).waitFor();
    expect(await option(page, /^Revoke/).count()).toBe(0);
    await page.keyboard.press('Enter');
    await at(page, 'switched-off');
    await page.getByText('Inactive', { exact: true }).waitFor();
  });

  it('never acts on what was found for another text', async () => {
    await root.key('first-text');
    await root.key('second-text');
    const page = await bed.signedIn('/keys');
    await page.keyboard.press('Control+K');
    await page.keyboard.type('first-text');
    await option(page, /^Revoke .*first-text/).waitFor();
    await search(page).fill('second-text');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog', { name: /^Revoke .*second-text/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  });

  it('says that a value which no key has may be one from before a rotation', async () => {
    const page = await holding(`lk_${'0'.repeat(38)}`, '/keys');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+V');
    await finder(page).getByText('No key has this value now.').waitFor();
    await page.keyboard.press('Enter');
    expect(await finder(page).count()).toBe(1);
  });

  it('stays shut while a dialog is open', async () => {
    const page = await bed.signedIn('/keys');
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByLabel('API Key Name').fill('kept');
    await page.keyboard.press('Control+K');
    expect(await finder(page).count()).toBe(0);
    expect(await page.getByLabel('API Key Name').inputValue()).toBe('kept');
  });

  it('finds for members their own keys alone, in German too', async () => {
    await root.user('linus@platform.example', 'Linus', 'Larch');
    const linus = await People.of(bed.service, { emailId: 'linus@platform.example', password: PASSWORD });
    const value = await linus.key('laptop');
    const page = await bed.page({ locale: 'de-DE' });
    await page.goto('/');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await page.getByRole('button', { name: 'Schlüssel finden' }).click();
    const german = page.getByRole('dialog', { name: 'Schlüssel finden' });
    await page.keyboard.type('many');
    await german.getByText('Kein Schlüssel passt').waitFor();
    await german.getByRole('combobox', { name: 'Suche' }).fill('laptop');
    await german.getByRole('option', { name: /laptop.* sperren/ }).waitFor();
    await expectAccessible(page, 'palette-german');
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await root.statusFor(value)).toBe(401);
  });
});

/** Everything that a page holds on to. */
function traces(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      location.href,
    ]),
  );
}
