import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn, PLAIN_HOST } from './support/console.js';
import { choose, openMenu, row } from './support/lists.js';
import { People } from './support/people.js';

describeInBrowser('rotating a key', () => {
  let bed: ConsoleBed;
  let people: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    people = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  const rotated = (page: Page) => page.getByRole('dialog', { name: 'The new value of your API key' });
  const secretOf = async (page: Page) => (await rotated(page).locator('code').textContent()) ?? '';

  it('shows the new value until it is copied, and lets the one before go on for as long as was chosen', async () => {
    const before = await people.key('overlapping', { days: 7 });
    const page = await bed.signedIn('/keys?q=overlapping');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose(page, 'overlapping', 'Rotate');
    const dialog = page.getByRole('dialog', { name: /^Rotate/ });
    await dialog.getByText('It has never been used.').waitFor();
    for (const choice of ['Stops at once', '1 hour', '24 hours', '7 days'])
      await dialog.getByRole('radio', { name: choice, exact: true }).waitFor();
    expect(await dialog.getByRole('radio', { name: '24 hours' }).isChecked()).toBe(true);
    await dialog.getByText(/^It goes on until .*Europe\/Berlin/).waitFor();
    await expectAccessible(page, 'rotate');
    await dialog.getByRole('button', { name: 'Rotate key' }).click();
    await rotated(page).waitFor();
    const secret = await secretOf(page);
    await expectAccessible(page, 'rotated');
    for (let press = 0; press < 4; press++) await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await secretOf(page)).toBe(secret);
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await row(page, 'overlapping')
      .getByText(`${secret.slice(0, 7)}…${secret.slice(-4)}`)
      .waitFor();
    expect([await people.statusFor(secret), await people.statusFor(before)]).toEqual([200, 200]);
  });

  it('stops the value before at once when that is chosen, with the keyboard alone', async () => {
    const before = await people.key('leaked');
    const page = await bed.signedIn('/keys?q=leaked');
    const press = (...keys: string[]) =>
      keys.reduce(async (last, key) => (await last, page.keyboard.press(key)), Promise.resolve());
    await page.getByRole('button', { name: /Actions for/ }).focus();
    await press('Enter');
    await page.locator('[role=menuitem]:focus').waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    const dialog = page.getByRole('dialog', { name: /^Rotate/ });
    await dialog.waitFor();
    await press('ArrowUp', 'ArrowUp');
    await dialog.getByText(/are refused from now on/).waitFor();
    expect(await dialog.getByRole('radio', { name: 'Stops at once' }).isChecked()).toBe(true);
    await press('Enter');
    await rotated(page).waitFor();
    expect(await people.statusFor(await secretOf(page))).toBe(200);
    expect(await people.statusFor(before)).toBe(401);
  });

  it('copies over plain http, where there is no clipboard', async () => {
    await people.key('plain');
    const { port } = new URL(bed.service.address);
    const page = await bed.page({ baseURL: `http://${PLAIN_HOST}:${port}` });
    await page.goto('/keys?q=plain');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    await choose(page, 'plain', 'Rotate');
    await page.getByRole('button', { name: 'Rotate key' }).click();
    const secret = await secretOf(page);
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel('Search').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+V');
    expect(await page.getByLabel('Search').inputValue()).toBe(`${secret.slice(0, 7)}...${secret.slice(-4)}`);
  });

  it('is safe to ask for again when the answer got lost', async () => {
    const before = await people.key('unlucky');
    const page = await bed.signedIn('/keys?q=unlucky');
    await choose(page, 'unlucky', 'Rotate');
    await page.route('**/rotate', async (route) => {
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Rotate key' }).click();
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    await page.getByText('Rotating once more is safe').waitFor();
    await expectAccessible(page, 'rotate-failed');
    await page.unroute('**/rotate');
    await page.getByRole('button', { name: 'Rotate key' }).click();
    await rotated(page).waitFor();
    expect([await people.statusFor(await secretOf(page)), await people.statusFor(before)]).toEqual([
      200, 200,
    ]);
  });

  it('is not left while the new value is on its way', async () => {
    await people.key('slow');
    const page = await bed.signedIn('/keys?q=slow');
    await choose(page, 'slow', 'Rotate');
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/rotate', async (route) => (await held, route.continue()));
    const sent = page.waitForRequest('**/rotate');
    await page.getByRole('button', { name: 'Rotate key' }).click();
    await sent;
    for (let press = 0; press < 4; press++) await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cancel' }).click({ force: true });
    goOn();
    await rotated(page).waitFor();
  });

  it('is offered for keys that are active alone, and speaks German', async () => {
    await people.revokedKey('switched-off');
    await people.key('erneuert');
    const page = await bed.signedIn('/keys?q=switched-off&status=inactive');
    await openMenu(page, 'switched-off');
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Edit', 'Re-activate', 'Delete']);
    const german = await bed.signedIn('/keys?q=erneuert', { locale: 'de-DE' });
    await german.getByRole('button', { name: /^Aktionen für/ }).click();
    await german.getByRole('menuitem', { name: 'Erneuern' }).click();
    await german.getByRole('dialog').getByRole('radio', { name: '24 Stunden' }).waitFor();
    await expectAccessible(german, 'rotate-german');
  });
});
