import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, confirm, row } from './support/lists.js';
import { People } from './support/people.js';

const DAY_MS = 86_400_000;

describeInBrowser('deleting a key', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  /** A list in which every key was used so many days ago. */
  const listed = async (name: string, days: number, locale = 'en-GB') => {
    await root.key(name);
    const page = await bed.page({ locale });
    await showAsUsed(page, days);
    await page.goto(`/keys?q=${name}`);
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    await row(page, name).waitFor();
    return page;
  };
  const isThere = async (name: string) => (await root.expiryOf(name)) !== undefined;

  it('takes its name where it was used within seven days', async () => {
    const page = await listed('Nightly backup', 6);
    await choose(page, 'Nightly backup', 'Delete');
    const dialog = page.getByRole('alertdialog');
    const field = dialog.getByRole('textbox', { name: /^It was used within the last 7 days/ });
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    await expectAccessible(page, 'delete-used');
    await dialog.getByRole('button', { name: 'Delete key' }).click();
    await dialog.getByText('This is not its name.').waitFor();
    await page.keyboard.type('nightly backup');
    await page.keyboard.press('Enter');
    await expectAccessible(page, 'delete-used-refused');
    expect(await isThere('Nightly backup')).toBe(true);
    await field.fill('Nightly backup');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await isThere('Nightly backup')).toBe(false);
  });

  it('takes one click where it was not used for longer', async () => {
    const page = await listed('forgotten', 8);
    await choose(page, 'forgotten', 'Delete');
    expect(await page.getByRole('textbox', { name: /Type its name/ }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await confirm(page, 'Delete key');
    expect(await isThere('forgotten')).toBe(false);
  });

  it('is revoked without its name, since that can be undone', async () => {
    const page = await listed('busy', 0, 'de-DE');
    await page.getByRole('button', { name: /^Aktionen für/ }).click();
    await page.getByRole('menuitem', { name: 'Sperren' }).click();
    await confirm(page, 'Schlüssel sperren');
    await page.getByRole('button', { name: 'Inaktive zeigen' }).click();
    await page.getByRole('button', { name: /^Aktionen für/ }).click();
    await page.getByRole('menuitem', { name: 'Löschen' }).click();
    await page.getByRole('textbox', { name: /^Er wurde in den letzten 7 Tagen benutzt/ }).fill('busy');
    await expectAccessible(page, 'delete-used-german');
    await confirm(page, 'Schlüssel löschen');
    expect(await isThere('busy')).toBe(false);
  });
});

/** Lets the list tell of a use so many days ago. */
async function showAsUsed(page: Page, days: number): Promise<void> {
  await page.route('**/v1/apiKeys?*', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { items?: { status: object }[] };
    const time = new Date(Date.now() - days * DAY_MS).toISOString();
    for (const { status } of body.items ?? [])
      Object.assign(status, { lastUsed: { time, way: 'header', ip: '203.0.113.7' } });
    await route.fulfill({ response, json: body });
  });
}
