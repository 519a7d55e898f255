import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"\'><script>alert(1)</script>',
  '\u202Egnp.exe',
  '=HYPERLINK("http://x")',
  '👩‍👩‍👧‍👦'.repeat(10),
  'w'.repeat(128),
];

describeInBrowser('the list of keys', () => {
  let bed: ConsoleBed;
  let grace: string;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    const root = await People.of(bed.service);
    grace = await root.user('grace@platform.example', 'Grace', 'Hopper');
    for (const name of HOSTILE) await root.key(name, { description: name });
    for (let number = 10; number < 40; number++)
      await root.key(`job-${number}`, { days: number % 2 ? 7 : 90 });
    await root.key('of-grace', { userUid: grace });
    await root.key('in-use');
    await root.tenant('other', 'eve@other.example');
    const eve = await People.of(bed.service, { emailId: 'eve@other.example', password: PASSWORD });
    await eve.key('of-another-organisation');
  });
  afterAll(() => bed.close());

  const found = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
  const choose = async (page: Page, name: string, item: string) => {
    await page.getByRole('button', { name: new RegExp(`Actions for .*${name}`) }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  it('pages, sorts and filters, and keeps all of it in the address', async () => {
    const page = await bed.signedIn('/keys');
    await found(page, '38 keys');
    await expectAccessible(page, 'keys');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL(/after=/);
    await page.getByRole('button', { name: 'Previous page' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.waitForURL((url) => !url.search.includes('after='));
    await page.getByRole('columnheader', { name: 'API Key Name' }).getByRole('button').click();
    await page.waitForURL(/sort=name/);
    await page
      .getByRole('columnheader', { name: 'API Key Name' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.getByLabel('Expires within 7 days').check();
    await found(page, '15 keys');
    await page.getByLabel('Search').fill('job-1');
    await found(page, '5 keys');
    const address = page.url();
    const other = await bed.signedIn(address);
    await found(other, '5 keys');
    expect(await other.getByLabel('Search').inputValue()).toBe('job-1');
    await other.getByRole('button', { name: 'Clear filters' }).click();
    await found(other, '38 keys');
    await other.getByRole('combobox', { name: 'User Name' }).fill('grace');
    await other.getByRole('option', { name: /Grace Hopper/ }).click();
    await found(other, '1 key');
    await row(other, 'of-grace').waitFor();
    await other.getByLabel('Search').fill('nothing like it');
    await other.getByRole('heading', { name: 'No key matches' }).waitFor();
  });

  it('shows what others wrote as it is', async () => {
    const page = await bed.signedIn('/keys?q=alert');
    await found(page, '2 keys');
    await page.getByRole('rowheader', { name: '<img src=x onerror=alert(1)>' }).waitFor();
    expect(await page.locator('main img, main script').count()).toBe(0);
    await expectAccessible(page, 'keys-hostile');
    await page.goto('/keys?q=www');
    await choose(page, 'www', 'Delete');
    await expectAccessible(page, 'delete-hostile');
  });

  it('shows nothing of another organisation', async () => {
    const page = await bed.signedIn('/keys?q=of-another');
    await page.getByRole('heading', { name: 'No key matches' }).waitFor();
    const other = await bed.page();
    await other.goto(`/keys?user=${grace}`);
    await logIn(other, 'eve@other.example', PASSWORD);
    await other.getByRole('heading', { name: 'No key matches' }).waitFor();
    await other.getByRole('button', { name: 'Clear filters' }).click();
    await found(other, '1 key');
    await row(other, 'of-another-organisation').waitFor();
  });

  it('edits a key', async () => {
    const page = await bed.signedIn('/keys?q=job-20');
    await choose(page, 'job-20', 'Edit');
    const dialog = page.getByRole('dialog', { name: /^Edit/ });
    expect(await dialog.getByRole('radio', { name: /^Keep as it is/ }).isChecked()).toBe(true);
    await expectAccessible(page, 'edit');
    await dialog.getByLabel('API Key Name').fill('job-20 renamed');
    await dialog.getByLabel('Description').fill('now with words');
    await dialog.getByRole('radio', { name: '60 days' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row(page, 'job-20 renamed').getByText('now with words').waitFor();
    await row(page, 'job-20 renamed').getByText('in 60 days').waitFor();
    await page
      .getByRole('status')
      .getByText(/was changed/)
      .waitFor();
  });

  it('revokes, re-activates and deletes with the keyboard alone, and says what each does', async () => {
    const page = await bed.page();
    await showAsUsed(page); // the service writes uses down once a minute
    await page.goto('/keys?q=in-use&status=any');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    const press = (...keys: string[]) =>
      keys.reduce(async (before, key) => (await before, page.keyboard.press(key)), Promise.resolve());
    const actions = page.getByRole('button', { name: /Actions for/ });
    await actions.focus();
    // whoever cannot see it hears where the focus is: only then do they press the next key
    const openMenu = async () => {
      await page.locator('button[aria-label^="Actions for"]:focus').waitFor();
      await press('Enter');
      await page.locator('[role=menuitem]:focus').waitFor();
    };
    await openMenu();
    await expectAccessible(page, 'row-menu');
    await press('ArrowDown', 'Enter');
    const revoke = page.getByRole('alertdialog', { name: /Revoke/ });
    await revoke.getByText(/It was last used 2 minutes ago, from .*203\.0\.113\.7/).waitFor();
    expect(await focusedText(page)).toBe('Cancel');
    await expectAccessible(page, 'revoke');
    await press('Escape');
    await revoke.waitFor({ state: 'detached' });
    expect(await actions.evaluate((button) => button === document.activeElement)).toBe(true);
    const begin = async (...keys: string[]) => {
      await openMenu();
      await press(...keys, 'Enter');
      await page.getByRole('alertdialog').waitFor();
    };
    await begin('ArrowDown');
    await press('Shift+Tab', 'Enter');
    await row(page, 'in-use').getByText('Inactive', { exact: true }).waitFor();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    // what can be taken back as quickly is not asked about
    await openMenu();
    await press('ArrowDown', 'Enter');
    await row(page, 'in-use').getByText('Active', { exact: true }).waitFor();
    expect(await actions.evaluate((button) => button === document.activeElement)).toBe(true);
    await begin('End');
    await page
      .getByRole('alertdialog', { name: /Delete/ })
      .getByText(/cannot be brought back/)
      .waitFor();
    // it was used a moment ago
    await press('Enter');
    await page.getByText('This is not its name.').waitFor();
    await row(page, 'in-use').waitFor();
    await page.keyboard.type('in-use');
    await press('Tab', 'Enter');
    await page.getByRole('heading', { name: 'No key matches' }).waitFor();
    await page.locator('h1:focus').waitFor();
  });

  it('loses no input when the service fails, and makes nothing twice', async () => {
    const page = await bed.signedIn('/keys');
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByLabel('API Key Name').fill('unlucky');
    // the service does its work, and its answer is lost on the way
    await page.route('**/v1/apiKeys', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await page.getByLabel('API Key Name').inputValue()).toBe('unlucky');
    await expectAccessible(page, 'create-failed');
    await page.unroute('**/v1/apiKeys');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('alert').getByText('The key was made, but its value did not arrive').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Search').fill('unlucky');
    await found(page, '1 key');
  });

  it('asks again who it is when the session ends in the middle of something, and goes on there', async () => {
    const root = await People.of(bed.service);
    const page = await bed.signedIn('/keys');
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByLabel('API Key Name').fill('interrupted');
    await root.endSessions();
    await page.getByRole('button', { name: 'Create key' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.waitFor();
    await expectAccessible(page, 'lapsed');
    await again.getByLabel('Password', { exact: true }).fill(BOOTSTRAP.password);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
  });

  it('speaks German', async () => {
    const page = await bed.signedIn('/keys?q=job-3');
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'API-Schlüssel' }).waitFor();
    await found(page, '10 Schlüssel');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByRole('button', { name: 'Neuen API-Schlüssel anlegen' }).click();
    await expectAccessible(page, 'create-german');
  });

  it('keeps first load small', async () => {
    const page = await bed.page();
    let bytes = 0;
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname))
        bytes += Number(response.headers()['content-length']);
    });
    await page.goto('/keys');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(200_000);
  });
});

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

/** Lets the list tell of a use two minutes ago. */
async function showAsUsed(page: Page): Promise<void> {
  await page.route('**/v1/apiKeys?*', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items: { status: object }[] };
    const time = new Date(Date.now() - 120_000).toISOString();
    for (const { status } of body.items)
      Object.assign(status, { lastUsed: { time, way: 'header', ip: '203.0.113.7' } });
    await route.fulfill({ response, json: body });
  });
}
