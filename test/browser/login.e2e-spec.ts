import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

const BANNER = { title: '<b>Notice</b>', Message: 'Authorised use only.\n<img src=x onerror=alert(1)>' };

describeInBrowser('signing in', () => {
  let bed: ConsoleBed;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
  });
  afterAll(() => bed.close());

  it('leads to where somebody wanted to go, and signing out back to the login', async () => {
    const page = await bed.page();
    await page.goto('/keys?status=inactive');
    await expectAccessible(page, 'login');
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    await page.getByRole('heading', { level: 1, name: 'API Keys' }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=inactive');
    await page.getByRole('link', { name: 'My API Keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'My API Keys' }).waitFor();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await expectAccessible(page, 'user-menu');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('does not say what was wrong, keeps what was entered, and only then asks for the organisation', async () => {
    const page = await bed.page();
    await page.goto('/login');
    expect(await page.getByLabel('Organisation').count()).toBe(0);
    await page.getByLabel('E-mail').fill(BOOTSTRAP.emailId);
    await page.getByLabel('Password', { exact: true }).fill('wrong horse battery staple');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('do not match an active account').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(BOOTSTRAP.emailId);
    await page.getByLabel('Organisation').waitFor();
    await expectAccessible(page, 'login-refused');
  });

  it('is made for password managers', async () => {
    const page = await bed.page();
    await page.goto('/login');
    const autocomplete = (label: string) =>
      page.getByLabel(label, { exact: label === 'Password' }).getAttribute('autocomplete');
    expect([await autocomplete('E-mail'), await autocomplete('Password')]).toEqual([
      'username',
      'current-password',
    ]);
  });

  it('asks for the organisation of an address that belongs to several, and goes where it says', async () => {
    const root = await People.of(bed.service);
    for (const orgName of ['north', 'south']) await root.tenant(orgName, 'both@two.example');
    const page = await bed.page();
    await page.goto('/');
    await page.getByLabel('E-mail').fill('both@two.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Organisation').fill('south');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Your account/ })
      .getByText('south')
      .waitFor();
  });

  it('shows the banner of the organisation that is named, as it was written', async () => {
    const { token } = await People.of(bed.service);
    const http = bed.service.http;
    const { body } = await http.get('/v1/users/info').set('Authorization', token).expect(200);
    await http
      .put(`/v1/tenants/${(body as { tenantUid: string }).tenantUid}/loginBanner`)
      .set('Authorization', token)
      .send({ isEnabled: true, ...BANNER })
      .expect(204);
    const page = await bed.page();
    await page.goto('/login');
    expect(await page.getByText('Authorised use only.').count()).toBe(0);
    await page.goto(`/login?org=${BOOTSTRAP.orgName}`);
    const banner = page.getByRole('region', { name: BANNER.title });
    await banner.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await banner.locator('strong').textContent()).toBe(BANNER.title);
    expect(await banner.locator('p').textContent()).toBe(BANNER.Message);
    expect(await page.locator('img, main b').count()).toBe(0);
    await expectAccessible(page, 'login-banner');
    await page.goto('/login?org=no-such-organisation');
    await page.getByLabel('Organisation').waitFor();
    expect(await banner.count()).toBe(0);
    // whoever names it by hand sees it too
    await page.getByLabel('Organisation').fill(BOOTSTRAP.orgName);
    await page.keyboard.press('Tab');
    await banner.waitFor();
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'leads to no other place than its own pages, whatever the address says: %s',
    async (next) => {
      const page = await bed.page();
      await page.goto(`/login?next=${encodeURIComponent(next)}`);
      await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
      await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
      expect(page.url()).toBe(`${bed.service.address}/`);
    },
  );

  it('leaves out what of an address counts for nothing', async () => {
    const page = await bed.signedIn('/keys?status=bogus&expires=never&sort=up&other=1');
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Clear filters' }).count()).toBe(0);
  });

  it('outlives a reload, though no token lies in storage (WB-04)', async () => {
    const page = await bed.signedIn();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).not.toContain('eyJ');
    expect(stored).not.toContain('latchkey-session');
  });

  it('says what does not exist, and how to go on', async () => {
    const page = await bed.page();
    await page.goto('/no/such/page');
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await expectAccessible(page, 'not-found');
  });
});
