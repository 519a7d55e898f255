import type { BrowserContextOptions, Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { Hand } from './support/hand.js';
import { found, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

const MEMBER = { emailId: 'mia@platform.example', password: PASSWORD };

/** From where somebody lands after signing in, with every field left empty that may be. */
describeInBrowser('what is done every day takes few clicks', () => {
  let bed: ConsoleBed;
  let root: People;
  let grace: string;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    grace = await root.user('grace@platform.example', 'Grace', 'Hopper');
    await root.user(MEMBER.emailId, 'Mia', 'Member');
  });
  afterAll(() => bed.close());

  const landed = async (
    who: { emailId: string; password: string } = BOOTSTRAP,
    path = '/',
    options: BrowserContextOptions = {},
  ) => {
    const page = await bed.page({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
    await page.goto(path);
    await logIn(page, who.emailId, who.password);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, hand: new Hand(page) };
  };
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });
  const link = (page: Page, name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true });
  const actions = (page: Page, name: string) =>
    page.getByRole('button', { name: new RegExp(`Actions for .*${name}`) });
  const copied = async (page: Page) => {
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    return page.evaluate(() => navigator.clipboard.readText());
  };
  /** Whose key it is: the service is asked with it. */
  const ownerOf = async (apiKey: string) => {
    const { body } = await bed.service.http.get('/v1/users/info').set('ApiKey', apiKey).expect(200);
    return (body as { userUid: string }).userUid;
  };

  it.each([
    ['a member', MEMBER, 3],
    ['an administrator', BOOTSTRAP, 4],
  ])('to have a key of one’s own on the clipboard, as %s', async (_who, who, most) => {
    const { page, hand } = await landed(who);
    if (who === BOOTSTRAP) await hand.click(link(page, 'My API Keys'));
    await hand.click(button(page, 'Add New API Key'));
    await hand.fill(page.getByLabel('API Key Name'), 'laptop');
    await hand.click(button(page, 'Create key'));
    await hand.click(button(page, 'Copy and close'));
    const apiKey = await copied(page);
    expect(hand.effort).toEqual({ clicks: most, fields: 1, pastes: 0 });
    const { token } = await People.of(bed.service, who);
    const { body } = await bed.service.http.get('/v1/users/info').set('Authorization', token).expect(200);
    expect(await ownerOf(apiKey)).toBe((body as { userUid: string }).userUid);
  });

  it('to make a key for somebody else', async () => {
    const { page, hand } = await landed(BOOTSTRAP, '/keys');
    await hand.click(button(page, 'Add New API Key'));
    await hand.fill(page.getByLabel('API Key Name'), 'for grace');
    await hand.fill(page.getByRole('dialog').getByRole('combobox', { name: 'User Name' }), 'hopp');
    await hand.click(page.getByRole('option', { name: /Grace Hopper/ }));
    await hand.click(button(page, 'Create key'));
    await hand.click(button(page, 'Copy and close'));
    expect(await ownerOf(await copied(page))).toBe(grace);
    expect(hand.effort).toEqual({ clicks: 4, fields: 2, pastes: 0 });
  });

  it('to revoke a key that was found in a log, by pasting it', async () => {
    const leaked = await root.key('leaked', { userUid: grace });
    await root.key('another');
    const { page, hand } = await landed();
    await page.evaluate((text) => navigator.clipboard.writeText(text), leaked);
    await hand.click(link(page, 'API Keys'));
    await hand.click(page.getByLabel('Search'));
    await hand.paste(page.getByLabel('Search'));
    await found(page, '1 key');
    await hand.click(actions(page, 'leaked'));
    await hand.click(item(page, 'Revoke'));
    await hand.click(button(page, 'Revoke key'));
    await row(page, 'leaked').waitFor({ state: 'detached' }); // the list shows active ones
    expect(await root.statusFor(leaked)).toBe(401);
    expect(hand.effort).toEqual({ clicks: 5, fields: 0, pastes: 1 });
  });

  it('to list what expires within 7 days', async () => {
    for (const name of ['soon-1', 'soon-2']) await root.key(name, { days: 7 });
    const { page, hand } = await landed();
    await hand.click(page.getByRole('link', { name: '2 Expire within 7 days' }));
    await found(page, '2 keys');
    for (const name of ['soon-1', 'soon-2']) await row(page, name).waitFor();
    expect(hand.effort).toEqual({ clicks: 1, fields: 0, pastes: 0 });
  });

  it('to delete a key that was never used', async () => {
    const { uid } = await root.makeKey('not needed');
    const { page, hand } = await landed(BOOTSTRAP, '/keys');
    await hand.click(actions(page, 'not needed'));
    await hand.click(item(page, 'Delete'));
    await hand.click(button(page, 'Delete key'));
    await row(page, 'not needed').waitFor({ state: 'detached' });
    await bed.service.http.get(`/v1/apiKeys/${uid}`).set('Authorization', root.token).expect(404);
    expect(hand.effort).toEqual({ clicks: 3, fields: 0, pastes: 0 });
  });

  it('to re-activate a key', async () => {
    const apiKey = await root.revokedKey('paused');
    const { page, hand } = await landed(BOOTSTRAP, '/keys?status=any');
    await hand.click(actions(page, 'paused'));
    await hand.click(item(page, 'Re-activate'));
    await row(page, 'paused').getByText('Active', { exact: true }).waitFor();
    expect(await root.statusFor(apiKey)).toBe(200);
    expect(hand.effort).toEqual({ clicks: 2, fields: 0, pastes: 0 });
  });

  it('and to try again when a key was not re-activated', async () => {
    const apiKey = await root.revokedKey('unlucky');
    const { page, hand } = await landed(BOOTSTRAP, '/keys?status=inactive&q=unlucky');
    await page.route('**/v1/apiKeys/*', (route) => route.abort('connectionreset'));
    await hand.click(actions(page, 'unlucky'));
    await hand.click(item(page, 'Re-activate'));
    const failure = page.getByRole('alertdialog', { name: /unlucky.* was not re-activated/ });
    await failure.getByText('The service cannot be reached.').waitFor();
    await expectAccessible(page, 'reactivate-failed');
    await page.unroute('**/v1/apiKeys/*');
    await hand.click(button(page, 'Retry'));
    await failure.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'No key matches' }).waitFor();
    await page.locator('h1:focus').waitFor();
    expect(await root.statusFor(apiKey)).toBe(200);
  });
});
