import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn, PLAIN_HOST } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

const KEY = /^lk_[0-9A-Za-z]{38}$/;

describeInBrowser('making a key', () => {
  let bed: ConsoleBed;
  let people: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    people = await People.of(bed.service);
    await people.user('grace@platform.example', 'Grace', 'Hopper');
    await people.user('linus@platform.example', 'Linus', 'Larch');
  });
  afterAll(() => bed.close());

  const open = (page: Page) => page.getByRole('button', { name: 'Add New API Key' }).click();
  const secretOf = async (page: Page) => (await page.locator('dialog code').textContent()) ?? '';
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

  it('shows its value once, copies it, and leaves no trace of it', async () => {
    const page = await bed.signedIn('/keys');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    const dialog = page.getByRole('dialog', { name: 'Add New API Key' });
    const name = dialog.getByLabel('API Key Name');
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    for (const choice of ['7 days', '30 days', '60 days', '90 days', 'Custom'])
      await dialog.getByRole('radio', { name: choice }).waitFor();
    expect(await dialog.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true);
    await expectAccessible(page, 'create');
    await name.fill('CI deploy');
    await dialog.getByLabel('Description').fill('Pushes images');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    const secret = await secretOf(page);
    expect(secret).toMatch(KEY);
    await expectAccessible(page, 'secret');
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await bed.service.http.get('/v1/users/info').set('ApiKey', secret).expect(200);

    await row(page, 'CI deploy').getByText('Active', { exact: true }).waitFor();
    await row(page, 'CI deploy').getByText('in 30 days').waitFor();
    expect(await traces(page)).not.toContain(secret.slice(7, -4));
    await page.goBack();
    await page.goForward();
    expect(await traces(page)).not.toContain(secret.slice(7, -4));
  });

  it('is not ended by Escape or a click beside it, and asks once before an uncopied value is lost', async () => {
    const page = await bed.signedIn('/keys');
    await open(page);
    await page.getByLabel('API Key Name').fill('guarded');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    const secret = await secretOf(page);
    for (let press = 0; press < 4; press++) await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    expect(await secretOf(page)).toBe(secret);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('alert').getByText('You have not copied the key.').waitFor();
    await expectAccessible(page, 'secret-uncopied');
    await page.getByRole('button', { name: 'Keep it open' }).click();
    expect(await secretOf(page)).toBe(secret);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('copies over plain http, where there is no clipboard', async () => {
    const { port } = new URL(bed.service.address);
    const page = await bed.page({ baseURL: `http://${PLAIN_HOST}:${port}` });
    await page.goto('/keys');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    expect(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([false, false]);
    await open(page);
    await page.getByLabel('API Key Name').fill('plain');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    const secret = await secretOf(page);
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByLabel('Search').focus();
    await page.keyboard.press('Control+V');
    // the field keeps of a whole key what lists show of it
    const fragment = `${secret.slice(0, 7)}...${secret.slice(-4)}`;
    expect(await page.getByLabel('Search').inputValue()).toBe(fragment);
    await page.getByText('You pasted a whole key.').waitFor();
    await page.waitForURL(/q=lk_/);
    expect(page.url()).not.toContain(secret.slice(7, -4));
    await page.getByText('1 key', { exact: true }).waitFor();
    await row(page, 'plain').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it.each([
    ['Europe/Berlin', '2030-03-31', '2030-03-31T21:59:59.999Z'],
    ['Pacific/Kiritimati', '2030-01-01', '2030-01-01T09:59:59.999Z'],
    ['America/Los_Angeles', '2030-12-31', '2031-01-01T07:59:59.999Z'],
  ])('ends at the end of the day that was typed in %s', async (timezoneId, day, instant) => {
    const page = await bed.signedIn('/keys', { timezoneId });
    await open(page);
    await page.getByLabel('API Key Name').fill(timezoneId);
    await page.getByRole('radio', { name: 'Custom' }).check();
    await page.getByLabel('Last day').fill(day);
    await page
      .locator('output')
      .getByText(new RegExp(`23:59 \\(${timezoneId}\\)`))
      .waitFor();
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    expect(await people.expiryOf(timezoneId)).toBe(instant);
  });

  it('refuses a day that is over and a missing name where they are entered', async () => {
    const page = await bed.signedIn('/keys');
    await open(page);
    await page.getByRole('radio', { name: 'Custom' }).check();
    await page.getByLabel('Last day').fill('2020-01-01');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('This day is over already').waitFor();
    await page.getByText('This is needed.').waitFor();
    expect(await focused(page)).toBe('API Key Name');
    await expectAccessible(page, 'create-refused');
  });

  it('is possible for somebody else, who is found by typing', async () => {
    const page = await bed.signedIn('/keys');
    await open(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('API Key Name').fill('for grace');
    await dialog.getByRole('combobox', { name: 'User Name' }).fill('hopp');
    await dialog.getByRole('option', { name: /Grace Hopper/ }).waitFor();
    await expectAccessible(page, 'create-people');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await row(page, 'for grace').getByText('Grace Hopper').waitFor();
  });

  it('is for themselves alone where somebody is no administrator', async () => {
    const page = await bed.page();
    await page.goto('/');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await page.getByRole('heading', { level: 1, name: 'My API Keys' }).waitFor();
    await open(page);
    expect(await page.getByLabel('User Name').count()).toBe(0);
    await page.getByLabel('API Key Name').fill('laptop');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await row(page, 'laptop').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
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

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement | null;
    return field?.labels?.[0]?.textContent ?? '';
  });
}
