import type { Page } from 'playwright-core';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

/** A last use is written at most a minute late, and the page asks every few seconds. */
const NOTED_MS = 90_000;

describeInBrowser('the overview', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
  });
  afterAll(() => bed.close());

  const step = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
  const at = (page: Page, heading: string) =>
    page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();

  it(
    'ticks the first steps as they are taken, and its command is a call that works',
    async () => {
      const page = await bed.signedIn();
      await at(page, 'Overview');
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const steps = ['Create your first API key', 'Make a call with it', 'Invite a user'];
      for (const title of steps) await step(page, title).getByText('To do').waitFor();
      await expectAccessible(page, 'overview');

      await step(page, steps[0] ?? '')
        .getByRole('link', { name: 'API Keys' })
        .click();
      await at(page, 'API Keys');
      await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
      await expectAccessible(page, 'keys-none');
      const key = await root.key('first');
      await page.getByRole('link', { name: 'Overview' }).click();
      await step(page, steps[0] ?? '')
        .getByText('Done')
        .waitFor();
      await step(page, steps[1] ?? '')
        .getByText('To do')
        .waitFor();

      await page.getByRole('button', { name: 'Copy command' }).click();
      await page.getByText('Copied').waitFor();
      const command = await page.evaluate(() => navigator.clipboard.readText());
      const [, header = '', value, path = ''] =
        /^curl -H '(\w+): (\w+)' http:\/\/[^/]+(\/\S+)$/.exec(command) ?? [];
      expect(value).toBe('YOUR_API_KEY');
      await bed.service.http.get(path).set(header, key).expect(200);
      await step(page, steps[1] ?? '')
        .getByText('Done')
        .waitFor({ timeout: NOTED_MS });

      await root.invited('grace@platform.example', 'Grace', 'Hopper');
      await step(page, steps[2] ?? '')
        .getByText('Done')
        .waitFor({ timeout: 20_000 });
    },
    2 * NOTED_MS,
  );

  it('counts, and leads to what it counted', async () => {
    for (const name of ['soon-1', 'soon-2']) await root.key(name, { days: 7 });
    for (const name of ['revoked-1', 'revoked-2', 'revoked-3']) await root.revokedKey(name);
    const page = await bed.signedIn();
    await expectAccessible(page, 'overview-counts');
    const follow = async (count: string, found: string) => {
      await page.getByRole('link', { name: count, exact: true }).click();
      await page.getByText(found, { exact: true }).waitFor();
      await page.goBack();
      await at(page, 'Overview');
    };
    await follow('3 Active API keys', '3 keys');
    await follow('2 Expire within 7 days', '2 keys');
    await follow('3 Inactive API keys', '3 keys');
    await follow('2 Users', '2 users');
  });

  it('hides the first steps for good, for one organisation, and keeps nothing else', async () => {
    await root.tenant('other', 'eve@other.example');
    const page = await bed.signedIn();
    await page.getByRole('button', { name: 'Hide these steps' }).click();
    await page.locator('h1:focus').waitFor();
    await page.getByRole('heading', { name: 'Getting started' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: /Active API keys/ }).waitFor();
    expect(await page.getByRole('heading', { name: 'Getting started' }).count()).toBe(0);
    expect(await page.evaluate(() => Object.values(localStorage))).toEqual(['hidden']);
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await logIn(page, 'eve@other.example', PASSWORD);
    await page.getByRole('heading', { name: 'Getting started' }).waitFor();
  });

  it('is where administrators land, and members do not', async () => {
    await root.user('linus@platform.example', 'Linus', 'Larch');
    const page = await bed.page();
    await page.goto('/');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await at(page, 'My API Keys');
    expect(await page.getByRole('link', { name: 'Overview' }).count()).toBe(0);
  });

  it('says so when it cannot be loaded, and tries again', async () => {
    const page = await bed.signedIn('/keys');
    await page.route('**/v1/users/meta?*', (route) =>
      route.fulfill({ status: 500, json: { code: 'InternalError', message: 'Something went wrong.' } }),
    );
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('This could not be loaded').first().waitFor();
    await expectAccessible(page, 'overview-failed');
    await page.unroute('**/v1/users/meta?*');
    await page.getByRole('button', { name: 'Retry' }).first().click();
    await page.getByRole('link', { name: /Active API keys/ }).waitFor();
  });

  it('speaks German', async () => {
    const page = await bed.signedIn('/', { locale: 'de-DE' });
    await at(page, 'Übersicht');
    await page.getByRole('heading', { name: 'Erste Schritte' }).waitFor();
    await expectAccessible(page, 'overview-german');
  });
});
