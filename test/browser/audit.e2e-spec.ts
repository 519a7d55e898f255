import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

const FORMULA = '=HYPERLINK("http://x","y")';

describeInBrowser('the audit log', () => {
  let bed: ConsoleBed;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    const root = await People.of(bed.service);
    await root.user('mia@platform.example', 'Mia', 'Member');
    const mia = await People.of(bed.service, { emailId: 'mia@platform.example', password: PASSWORD });
    await mia.key('of-mia');
    for (const name of [FORMULA, '\u202Egnp.exe', '<img src=x onerror=alert(1)>']) await root.key(name);
    for (let number = 10; number < 40; number++) await root.key(`job-${number}`);
    await root.tenant('other', 'eve@other.example');
    const eve = await People.of(bed.service, { emailId: 'eve@other.example', password: PASSWORD });
    await eve.key('of-another-organisation');
  });
  afterAll(() => bed.close());

  const found = (page: Page, text: string) =>
    page.getByRole('status').getByText(text, { exact: true }).waitFor();
  const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
  const open = (page: Page, text: string) =>
    row(page, text)
      .getByRole('button', { name: /^Details/ })
      .click();
  const download = async (page: Page) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };

  it('is newest first, filters and pages, and keeps all of it in the address', async () => {
    const page = await bed.signedIn('/audit');
    await row(page, 'job-39').first().waitFor();
    await expectAccessible(page, 'audit');
    await page.getByLabel('Kind of thing').selectOption('API key');
    await page.getByLabel('Action', { exact: true }).selectOption('Created');
    await page.getByLabel('Time', { exact: true }).selectOption('Last hour');
    await found(page, '34 entries');
    const texts = await page.getByRole('rowheader').allTextContents();
    expect(texts.map((text) => /job-\d\d/.exec(text)?.[0])).toEqual(
      Array.from({ length: 25 }, (_, index) => `job-${39 - index}`),
    );
    await page.getByRole('button', { name: 'Next page' }).click();
    await row(page, 'of-mia').waitFor();
    expect(page.url()).toMatch(/time=1h.*after=.*since=20/);
    const other = await bed.signedIn(page.url());
    await row(other, 'of-mia').waitFor();
    await page.getByRole('button', { name: 'Previous page' }).click();
    await row(page, 'job-39').waitFor();
    await page.getByRole('combobox', { name: 'User Name' }).fill('mia');
    await page.getByRole('option', { name: /Mia Member/ }).click();
    await found(page, '1 entry');
    await page.getByLabel('Time', { exact: true }).selectOption('Custom');
    await page.getByLabel('First day').fill('2020-01-02');
    await page.getByLabel('Last day').fill('2020-01-01');
    await page.getByText('The last day is before the first one.').waitFor();
    await page.getByLabel('Last day').fill('2020-01-03');
    await page.getByRole('heading', { name: 'No entry matches' }).waitFor();
    await expectAccessible(page, 'audit-none');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await row(page, 'job-39').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('opens an entry to all that it says, and takes a comment', async () => {
    const page = await bed.signedIn('/audit?kind=apiKey');
    await open(page, 'job-39');
    const details = page.locator('tr.details');
    await details.getByText('apiKey.create', { exact: true }).waitFor();
    await details.getByText(/^Token of session/).waitFor();
    await details.getByText('root@platform.example', { exact: true }).waitFor();
    await expectAccessible(page, 'audit-details');
    await details.getByLabel('Comment').fill('no');
    await details.getByRole('button', { name: 'Save the comment' }).click();
    await details.locator('[aria-invalid=true]:focus').waitFor();
    expect(await details.getByLabel('Comment').inputValue()).toBe('no');
    await details.getByLabel('Comment').fill('Asked for by Grace');
    await details.getByRole('button', { name: 'Save the comment' }).click();
    await page.getByRole('status').getByText('The comment was saved.').waitFor();
    await row(page, 'job-39').getByText('Asked for by Grace').first().waitFor();
    await details.getByRole('button', { name: 'Only what was done to it' }).click();
    await found(page, '1 entry');
    await page.getByText('Only what was done to one thing is shown.').waitFor();
  });

  it('shows what others wrote as it is', async () => {
    const page = await bed.signedIn('/audit?kind=apiKey');
    await page.getByRole('button', { name: 'Next page' }).click();
    await row(page, '<img src=x onerror=alert(1)>').waitFor();
    await open(page, '\u202Egnp.exe');
    expect(await page.locator('img').count()).toBe(0);
    expect(
      await page
        .locator('bdi')
        .filter({ hasText: /^\u202Egnp\.exe$/ })
        .count(),
    ).toBeGreaterThan(0);
  });

  it('makes a file of all pages of what is filtered, in which no name is a formula', async () => {
    const page = await bed.signedIn('/audit?kind=apiKey&action=create&time=24h');
    await found(page, '34 entries');
    const { name, text } = await download(page);
    const day = (time: Date) => time.toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
    const now = Date.now();
    expect(name).toBe(`audit-log_${day(new Date(now - 86_400_000))}_until_${day(new Date(now))}.csv`);
    await page.getByRole('status').getByText('34 entries were exported.').waitFor();
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(36);
    expect(lines[0]).toMatch(/^time,message,action,/);
    expect(text).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`);
    expect(text).toContain(',of-mia,');
    expect(text).not.toContain('of-another-organisation');
  });

  it('makes no file when a page of it cannot be read, and says so', async () => {
    const page = await bed.signedIn('/audit?kind=apiKey');
    await page.getByRole('button', { name: 'Next page' }).waitFor();
    let files = 0;
    page.on('download', () => files++);
    await page.route('**/v1/audits?*', (route) => route.abort('connectionreset'));
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(files).toBe(0);
  });

  it('shows people what they did themselves, and nothing of others', async () => {
    const page = await bed.page();
    await page.goto('/audit');
    await logIn(page, 'mia@platform.example', PASSWORD);
    await row(page, 'of-mia').waitFor();
    expect(await row(page, 'job-').count()).toBe(0);
    expect(await page.getByRole('combobox', { name: 'User Name' }).count()).toBe(0);
    await open(page, 'of-mia');
    await page.locator('tr.details').getByText('apiKey.create', { exact: true }).waitFor();
    expect(await page.getByLabel('Comment').count()).toBe(0);
    expect((await download(page)).text).not.toContain('root@platform.example');
  });

  it('speaks German', async () => {
    const page = await bed.signedIn('/audit?kind=apiKey&time=custom');
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'Protokoll' }).waitFor();
    await row(page, 'job-39')
      .getByRole('button', { name: /^Einzelheiten/ })
      .click();
    await expectAccessible(page, 'audit-german');
  });
});
