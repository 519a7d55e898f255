import type { Page, Request } from 'playwright-core';
import { until } from '../support/process.js';
import { BOOTSTRAP } from '../support/test-app.js';
import { HOUR, MINUTE, SECOND } from '../support/test-clock.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { found } from './support/lists.js';
import { People } from './support/people.js';
import { ShiftedClock } from './support/shifted-clock.js';

/** As without a setting. */
const LONGEST = 12 * HOUR;

describeInBrowser('a session', () => {
  let bed: ConsoleBed;
  let clock: ShiftedClock;

  beforeEach(async () => {
    clock = new ShiftedClock();
    bed = await ConsoleBed.start({ clock });
  });
  afterEach(() => bed.close());

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const link = (page: Page, name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true });
  const isRenewal = (request: Request) => /\/v1\/auth\/(refresh|session)$/.test(request.url());
  /** @returns what fills up as the page renews its token. */
  const renewalsOf = (page: Page) => {
    const renewals: string[] = [];
    page.on('request', (request) => {
      if (isRenewal(request)) renewals.push(request.url());
    });
    return renewals;
  };
  const sessions = async ({ token }: People) => {
    const { body } = await bed.service.http.get('/v1/auth/sessions').set('Authorization', token).expect(200);
    return (body as { items: unknown[] }).items.length;
  };
  /** A page that was loaded so long before the end of its session. */
  const loadedBefore = async (ms: number) => {
    const page = await bed.page();
    await page.clock.install();
    await page.goto('/me/keys');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    clock.set(LONGEST - ms);
    await page.reload();
    await heading(page, 'My API Keys').waitFor();
    return page;
  };

  it('gets a new token before the old one ends, and nobody notices', async () => {
    const page = await bed.page();
    await page.clock.install();
    await page.goto('/me/keys');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    const renewals = renewalsOf(page);
    await page.clock.runFor(13 * MINUTE);
    expect(renewals).toEqual([]);
    const [renewal] = await Promise.all([page.waitForRequest(isRenewal), page.clock.runFor(MINUTE + SECOND)]);
    const old = renewal.headers()['authorization'];
    expect((await renewal.response())?.status()).toBe(200);
    await page.clock.runFor(5 * MINUTE); // past the end of the first one
    const [used] = await Promise.all([page.waitForRequest(/\/v1\/audits/), link(page, 'Audit Log').click()]);
    await heading(page, 'Audit Log').waitFor();
    expect(used.headers()['authorization']).not.toBe(old);
    expect(renewals).toHaveLength(1);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('is renewed once for many requests whose token does not count any more, the late one too', async () => {
    const page = await bed.signedIn('/me/keys');
    await heading(page, 'My API Keys').waitFor();
    const renewals = renewalsOf(page);
    const refused: string[] = [];
    let old: string | undefined;
    let goOn = () => {};
    const isRenewed = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/v1/**', async (route) => {
      const request = route.request();
      const token = request.headers()['authorization'];
      old ??= token;
      if (isRenewal(request) || token !== old) {
        if (token !== old) goOn();
        return route.continue();
      }
      refused.push(request.url());
      // the last of them is told so when another one has already gone on with a new token
      if (refused.length === 3) await isRenewed;
      return route.fulfill({ status: 401, json: { code: 'NotAuthenticated', message: 'No.' } });
    });
    await link(page, 'Overview').click();
    await page.getByRole('link', { name: /Active API keys/ }).waitFor();
    await page.getByRole('heading', { name: 'Getting started' }).waitFor();
    await page.getByText('To do').first().waitFor();
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(renewals).toEqual([expect.stringContaining('/v1/auth/refresh')]);
  });

  it('that has reached its longest life asks for the password, and nothing is lost', async () => {
    const page = await bed.signedIn('/keys');
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByLabel('API Key Name').fill('interrupted');
    clock.set(LONGEST + SECOND);
    await page.getByRole('button', { name: 'Create key' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByText('Your session has ended.').waitFor();
    await again.getByLabel('Password', { exact: true }).fill(BOOTSTRAP.password);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await found(page, '1 key');
  });

  it('tells two minutes before that when it ends, and begins anew without an interruption', async () => {
    const page = await loadedBefore(5 * MINUTE);
    const notice = page.getByRole('status').getByText(/^Your session ends at \d\d:\d\d\./);
    await page.clock.runFor(2 * MINUTE);
    expect(await notice.count()).toBe(0);
    await page.clock.runFor(MINUTE);
    await notice.waitFor();
    await expectAccessible(page, 'session-ends');
    // what is below goes on while it is there
    await page.getByLabel('Search').fill('kept');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await page.keyboard.press('Escape');
    await again.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sign in again' }).and(page.locator(':focus')).click();
    await again.getByLabel('Password', { exact: true }).fill(BOOTSTRAP.password);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'detached' });
    await notice.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Search').inputValue()).toBe('kept');
    // past the end of the first one, nothing asks for anything
    clock.set(LONGEST + MINUTE);
    await link(page, 'Audit Log').click();
    await heading(page, 'Audit Log').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('does not keep the service busy when there is nothing left to renew', async () => {
    const page = await loadedBefore(30 * SECOND);
    const renewals = renewalsOf(page);
    await page.clock.runFor(10 * SECOND);
    for (const name of ['Overview', 'Users', 'Audit Log']) {
      await link(page, name).click();
      await heading(page, name).waitFor();
    }
    expect(renewals).toEqual([]);
  });

  it('ends everywhere in this browser when somebody signs out', async () => {
    const page = await bed.signedIn('/me/keys');
    const other = await page.context().newPage();
    await other.goto('/me/keys');
    await heading(other, 'My API Keys').waitFor();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const root = await People.of(bed.service);
    await until(async () => (await sessions(root)) === 1);
    await link(other, 'Audit Log').click();
    await other.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  });
});
