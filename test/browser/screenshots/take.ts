import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../support/build.js';
import { ConsoleBed, describeInBrowser, logIn } from '../support/console.js';
import { row } from '../support/lists.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { ACME_ENV, ADA, AGE_MS, liveThrough } from './acme.js';

const PLACE = join(ROOT, 'docs/screenshots');
/** Whoever clones the project gets every version of every picture. */
const MOST_BYTES = 150_000;

describeInBrowser('the pictures of the documents', () => {
  let bed: ConsoleBed;

  beforeAll(async () => {
    const clock = new ShiftedClock(-AGE_MS);
    bed = await ConsoleBed.start({ env: ACME_ENV, clock });
    await liveThrough(bed.service, clock);
  });
  afterAll(() => bed.close());

  const opened = async (path: string, options: BrowserContextOptions = {}) => {
    const page = await bed.page({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, ...options });
    await page.goto(path);
    await logIn(page, ADA.emailId, ADA.password);
    return page;
  };
  const take = async (page: Page, name: string) => {
    const path = join(PLACE, `${name}.png`);
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    await page.screenshot({ path });
    expect([name, statSync(path).size < MOST_BYTES]).toEqual([name, true]);
  };

  it('show the keys, in light and dark', async () => {
    const page = await opened('/keys');
    await row(page, 'CI deploy').waitFor();
    await take(page, 'keys');
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, 'keys-dark');
  });

  it('show a new key, once', async () => {
    const page = await opened('/keys');
    await row(page, 'CI deploy').waitFor();
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByLabel('API Key Name').fill('Payment retries');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your new API key' }).waitFor();
    await take(page, 'new-key');
    await page.emulateMedia({ colorScheme: 'dark' });
    await take(page, 'new-key-dark');
  });

  it('show the overview', async () => {
    const page = await opened('/');
    await page.getByRole('link', { name: /Active API keys/ }).waitFor();
    await page.getByText('Done').nth(2).waitFor();
    await take(page, 'overview');
  });

  it('show the audit log', async () => {
    const page = await opened('/audit?kind=apiKey', { colorScheme: 'dark' });
    await row(page, 'Payment retries').waitFor();
    await take(page, 'audit-log-dark');
  });

  it('show German', async () => {
    const page = await opened('/users', { locale: 'de-DE' });
    await row(page, 'Grace Hopper').waitFor();
    await take(page, 'users-german');
  });
});
