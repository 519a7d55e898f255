import { ConsoleBed, describeInBrowser, expectAccessible, PLAIN_HOST } from './support/console.js';

const PASSWORD = 'ordinary giraffes count clouds';

describeInBrowser('the first run', () => {
  let bed: ConsoleBed;
  let link: string;

  beforeAll(async () => {
    bed = await ConsoleBed.start({ bootstrap: false });
    link = /open (\S+\/setup#token=\S+)/.exec(bed.service.stderr)?.[1] ?? '';
  });
  afterAll(() => bed.close());

  it('begins with the printed link, whose token leaves the address at once, and ends signed in', async () => {
    const page = await bed.page();
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Set up Latchkey' }).waitFor();
    expect(page.url()).toBe(`${bed.service.address}/setup`);
    expect(await page.content()).not.toContain('setup_');
    await expectAccessible(page, 'setup');

    await page.getByLabel('Organisation').fill('acme');
    await page.getByLabel('E-mail').fill('ada@acme.example');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    const password = page.getByLabel('Password', { exact: true });
    await page.getByText('must have at least').waitFor();
    expect(await password.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Organisation').inputValue()).toBe('acme');
    await expectAccessible(page, 'setup-refused');

    await password.fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.goBack();
    expect(page.url()).not.toContain('token');
  });

  it('happens once: whoever comes later is told so', async () => {
    const page = await bed.page();
    await page.goto(link);
    await page.getByLabel('Organisation').fill('other');
    await page.getByLabel('E-mail').fill('eve@other.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Latchkey is already set up' }).waitFor();
    await expectAccessible(page, 'setup-done');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  });

  it('takes a token by hand where the link lacks it', async () => {
    const page = await bed.page();
    await page.goto('/setup');
    await page.getByLabel('Setup token').waitFor();
  });

  it('tells on plain http why a reload signs out', async () => {
    const { port } = new URL(bed.service.address);
    const page = await bed.page({ baseURL: `http://${PLAIN_HOST}:${port}` });
    await page.goto('/login');
    await page.getByText('This page came over plain http').waitFor();
    await expectAccessible(page, 'login-plain');
  });
});
