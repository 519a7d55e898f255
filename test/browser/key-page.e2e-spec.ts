import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { confirm, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

const NOWHERE = '01990f70-1a2b-7c3d-9e4f-5a6b7c8d9e0f';

describeInBrowser('the page of a key', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  const at = (page: Page, name: string) => page.locator('h1').filter({ hasText: name }).waitFor();
  /** Goes from the list to the page of a key. */
  const follow = async (page: Page, name: string) => {
    await page.getByRole('link', { name }).click();
    await at(page, name);
  };
  /** What stands beside the name of a fact. */
  const fact = (page: Page, name: string) =>
    page
      .locator('dl > div')
      .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }) })
      .getByRole('definition');

  it('is where its name leads, by keyboard too, and tells everything but the value', async () => {
    const grace = await root.user('grace@platform.example', 'Grace', 'Hopper');
    const value = await root.key('CI deploy', { userUid: grace, description: 'Pushes images' });
    await bed.service.http.get('/v1/users/info').set('ApiKey', value).expect(200);
    const page = await bed.page();
    await showAsUsed(page);
    await page.goto('/keys?q=CI');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    await page.getByRole('link', { name: 'CI deploy' }).focus();
    await page.keyboard.press('Enter');
    await at(page, 'CI deploy');
    await page.locator('h1:focus').waitFor();
    const texts = async (name: string) => (await fact(page, name).textContent()) ?? '';
    expect(await texts('API Key Name')).toBe('CI deploy');
    expect(await texts('Description')).toBe('Pushes images');
    expect(await texts('Key')).toBe(`${value.slice(0, 7)}…${value.slice(-4)}`);
    expect(await texts('User Name')).toBe('Grace Hopper (grace@platform.example)');
    expect(await texts('Created')).toMatch(/Europe\/Berlin\), by .*root/i);
    expect(await texts('Expiration Date')).toMatch(/Europe\/Berlin\), in 30 days$/);
    expect(await texts('Status')).toContain('Active');
    expect(await texts('Last used')).toMatch(/2 minutes ago$/);
    expect(await texts('Used from')).toBe('203.0.113.7');
    expect(await texts('Way of use')).toBe('In the address of a request');
    await expectAccessible(page, 'key-page');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy uid' }).click();
    await page.getByText('Copied').waitFor();
    const uid = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(page.url()).pathname).toBe(`/keys/${uid}`);
    expect(await page.content()).not.toContain(value.slice(7, -4));
  });

  it('does what the menu of a row does, and says what became of it', async () => {
    const value = await root.key('acted-upon');
    const page = await bed.signedIn('/keys?q=acted-upon');
    await follow(page, 'acted-upon');
    const buttons = page.locator('main').getByRole('button');
    expect(await buttons.allTextContents()).toEqual(['Copy uid', 'Edit', 'Revoke', 'Rotate', 'Delete']);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await confirm(page, 'Revoke key');
    await fact(page, 'Status').getByText('Inactive').waitFor();
    expect(await root.statusFor(value)).toBe(401);
    await page.getByRole('button', { name: 'Re-activate' }).click();
    await fact(page, 'Status').getByText('Active', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('API Key Name').fill('acted-upon twice');
    await page.getByRole('button', { name: 'Save' }).click();
    await at(page, 'acted-upon twice');
    await page.getByRole('button', { name: 'Delete' }).click();
    await confirm(page, 'Delete key');
    await at(page, 'API Keys');
    await page.locator('h1:focus').waitFor();
    await page.getByRole('status').filter({ hasText: 'was deleted' }).waitFor();
    expect(await page.getByRole('link', { name: 'acted-upon' }).count()).toBe(0);
  });

  it('says why a key that was reported as leaked cannot be re-activated', async () => {
    const apiKey = await root.key('found-in-a-log');
    await bed.service.http.post('/v1/apiKeys/leaked').send({ apiKey }).expect(204);
    const page = await bed.signedIn('/keys?q=found-in-a-log&status=inactive');
    await follow(page, 'found-in-a-log');
    const back = page.getByRole('button', { name: 'Re-activate' });
    await back.getByText('It was reported as leaked: make a new one.').waitFor();
    expect(await back.isDisabled()).toBe(true);
    await expectAccessible(page, 'key-page-leaked');
  });

  it('leads to what was done to the key, and back to the list', async () => {
    await root.key('told-of');
    await root.key('other');
    const page = await bed.signedIn('/keys?q=told-of');
    await follow(page, 'told-of');
    await page.getByRole('link', { name: 'What was done to it, in the audit log' }).click();
    await at(page, 'Audit Log');
    await page.getByText('1 entry', { exact: true }).waitFor();
    await row(page, '"told-of" was created').waitFor();
    await page.goBack();
    await at(page, 'told-of');
    await page.getByRole('link', { name: 'All API keys' }).click();
    await at(page, 'API Keys');
  });

  it('says so when there is no such key, or somebody deleted it meanwhile', async () => {
    const page = await bed.signedIn(`/keys/${NOWHERE}`);
    await page.getByRole('heading', { level: 1, name: 'There is no such key' }).waitFor();
    await expectAccessible(page, 'key-page-gone');
    await page.goto('/keys/no-uid-at-all');
    await page.getByRole('heading', { level: 1, name: 'There is no such key' }).waitFor();
    await page.getByRole('link', { name: 'All API keys' }).click();
    await at(page, 'API Keys');

    await root.key('short-lived');
    await page.goto('/keys?q=short-lived');
    await follow(page, 'short-lived');
    const uid = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await bed.service.http.delete(`/v1/apiKeys/${uid}`).set('Authorization', root.token).expect(204);
    await page.getByRole('button', { name: 'Revoke' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Revoke key' }).click();
    await dialog.getByRole('alert').getByText('Somebody else has deleted it meanwhile.').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'There is no such key' }).waitFor();
  });

  it('is there for members and their own keys alone, in German too', async () => {
    await root.user('linus@platform.example', 'Linus', 'Larch');
    const linus = await People.of(bed.service, { emailId: 'linus@platform.example', password: PASSWORD });
    await linus.key('laptop');
    await root.key('not-his');
    const admin = await bed.signedIn('/keys?q=not-his');
    await follow(admin, 'not-his');
    const page = await bed.page({ locale: 'de-DE' });
    await page.goto('/me/keys');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await follow(page, 'laptop');
    expect(new URL(page.url()).pathname).toMatch(/^\/me\/keys\//);
    await fact(page, 'Angelegt')
      .getByText(/von .*Linus Larch/)
      .waitFor();
    await expectAccessible(page, 'key-page-german');
    await page.goto(new URL(admin.url()).pathname);
    await page.getByRole('alert').getByText('Das dürfen Sie nicht.').waitFor();
    expect(await page.content()).not.toContain('not-his');
  });
});

/** Lets a key tell of a use two minutes ago. */
async function showAsUsed(page: Page): Promise<void> {
  await page.route('**/v1/apiKeys/*', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { status: object };
    const time = new Date(Date.now() - 120_000).toISOString();
    Object.assign(body.status, { lastUsed: { time, way: 'query', ip: '203.0.113.7' } });
    await route.fulfill({ response, json: body });
  });
}
