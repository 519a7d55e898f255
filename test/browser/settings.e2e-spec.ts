import type { Page } from 'playwright-core';
import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { PASSWORD, People } from './support/people.js';

describeInBrowser('the settings of an organisation', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    await root.user('mia@platform.example', 'Mia', 'Member');
  });
  afterAll(() => bed.close());

  const opened = async () => {
    const page = await bed.signedIn('/settings');
    await page.getByLabel('Usual life, in days').waitFor();
    await page.getByLabel('Life of tokens, in minutes').waitFor();
    await page.getByLabel('Shortest length').waitFor();
    await page.getByLabel('Show the banner').waitFor();
    return page;
  };
  const save = (page: Page, section: string) =>
    page.getByRole('button', { name: `Save: ${section}` }).click();
  const saved = (page: Page, section: string) =>
    page.getByRole('status').getByText(`${section}: saved.`).waitFor();

  it('are for administrators, and lead to their keys', async () => {
    const page = await bed.page();
    await page.goto('/me/keys');
    await logIn(page, 'mia@platform.example', PASSWORD);
    expect(await page.getByRole('link', { name: 'Tenant Settings' }).count()).toBe(0);
    const other = await opened();
    await expectAccessible(other, 'settings');
    await other.getByRole('main').getByRole('link', { name: 'API Keys' }).click();
    await other.getByRole('heading', { level: 1, name: 'API Keys' }).waitFor();
  });

  it('change how long tokens live and what stands above the login', async () => {
    const page = await opened();
    await page.getByLabel('Life of tokens, in minutes').fill('45');
    await save(page, 'Sign-in');
    await saved(page, 'Sign-in');
    await page.getByLabel('Show the banner').check();
    await save(page, 'Login Banner');
    await page.getByText('must not be empty while isEnabled').waitFor();
    await page.locator('textarea:focus').waitFor();
    await expectAccessible(page, 'settings-banner-refused');
    await page.getByLabel(/^Title/).fill(' Notice ');
    await page.getByLabel(/^Text/).fill('Authorised use only.\n<b>Really.</b>');
    await save(page, 'Login Banner');
    await saved(page, 'Login Banner');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('input')].some(({ value }) => value === 'Notice'),
    );
    await page.reload();
    await page.getByLabel('Life of tokens, in minutes').waitFor();
    expect(await page.getByLabel('Life of tokens, in minutes').inputValue()).toBe('45');
    const visitor = await bed.page();
    await visitor.goto(`/login?org=${BOOTSTRAP.orgName}`);
    await visitor.getByText('<b>Really.</b>').waitFor();
  });

  it('change what passwords must look like, and say at the field what is wrong', async () => {
    const page = await opened();
    await page.getByLabel('Digits, at least').fill('two');
    await save(page, 'Passwords');
    await page.getByText('This must be a whole number from 0 to 128.').waitFor();
    await page.getByLabel('Digits, at least').and(page.locator(':focus')).waitFor();
    await page.getByLabel('Digits, at least').fill('2');
    await page.getByLabel('Reminder, in days before that').fill('14');
    await save(page, 'Passwords');
    await page.getByText('must not be more than expiryDurationInDays').waitFor();
    await page.getByLabel('Passwords expire after days').fill('365');
    await save(page, 'Passwords');
    await saved(page, 'Passwords');
    await page.getByLabel('Use a pattern').check();
    expect(await page.getByLabel('Digits, at least').count()).toBe(0);
    await page.getByLabel(/^Pattern/).fill('(?=x)');
    await save(page, 'Passwords');
    await page.getByText('must be a pattern in RE2 syntax').waitFor();
    await page.getByRole('button', { name: 'Discard changes: Passwords' }).click();
    await page.getByLabel('Shortest length').and(page.locator(':focus')).waitFor();
    expect(await page.getByLabel('Digits, at least').inputValue()).toBe('2');
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Profile' }).click();
    await page.getByText('15 to 128 characters, 2 digits').waitFor();
  });

  it('change how long keys live, which the form for keys then knows', async () => {
    const page = await opened();
    await page.getByLabel('Usual life, in days').fill('60');
    await page.getByLabel('Longest life, in days').fill('30');
    await save(page, 'API Keys');
    await page.getByText('must not be more than maxLifetimeInDays').waitFor();
    await page.getByLabel('Usual life, in days').fill('7');
    await save(page, 'API Keys');
    await saved(page, 'API Keys');
    await page.getByRole('main').getByRole('link', { name: 'API Keys' }).click();
    await page.getByRole('button', { name: 'Add New API Key' }).click();
    await page.getByText('Your organisation allows at most 30 days.').waitFor();
  });

  it('switch off keys in the query string, at once, and say what that means', async () => {
    const value = await root.key('in-address');
    const statusInQuery = async () =>
      (await bed.service.http.get('/v1/users/info').query({ ApiKey: value })).status;
    const page = await opened();
    const accepted = page.getByRole('checkbox', { name: 'Accept ?ApiKey= in addresses' });
    await accepted.waitFor();
    expect([await accepted.isChecked(), await statusInQuery()]).toEqual([true, 200]);
    const hint = await accepted.getAttribute('aria-describedby');
    await page.locator(`[id="${hint}"]`).getByText('Addresses end up in logs').waitFor();
    await accepted.uncheck();
    await save(page, 'Keys in the query string');
    await saved(page, 'Keys in the query string');
    expect([await statusInQuery(), await root.statusFor(value)]).toEqual([401, 200]);
    await page.reload();
    await accepted.waitFor();
    expect(await accepted.isChecked()).toBe(false);
    await accepted.check();
    await save(page, 'Keys in the query string');
    await saved(page, 'Keys in the query string');
    expect(await statusInQuery()).toBe(200);
  });

  it('let the keys of users make further ones, from the next request on', async () => {
    const mia = await People.of(bed.service, { emailId: 'mia@platform.example', password: PASSWORD });
    const value = await mia.key('maker');
    const statusOfMaking = async () =>
      (
        await bed.service.http
          .post('/v1/apiKeys')
          .set('ApiKey', value)
          .send({ metadata: { name: 'made' }, spec: { expiresInDays: 7 } })
      ).status;
    const page = await opened();
    const may = page.getByRole('checkbox', { name: 'Keys of users make keys' });
    expect([await may.isChecked(), await statusOfMaking()]).toEqual([false, 403]);
    await may.check();
    await save(page, 'API Keys');
    await saved(page, 'API Keys');
    expect(await statusOfMaking()).toBe(201);
  });

  it('ask before what was entered is lost, by a link and by the way back', async () => {
    const page = await bed.signedIn('/me/keys');
    await page.getByRole('navigation').getByRole('link', { name: 'Tenant Settings' }).click();
    await page.getByLabel('Usual life, in days').fill('5');
    await page.getByRole('navigation').getByRole('link', { name: 'My API Keys' }).click();
    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await question.getByText('is lost: API Keys.').waitFor();
    await expectAccessible(page, 'settings-leave');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Usual life, in days').inputValue()).toBe('5');
    await page.goBack();
    await question.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Usual life, in days').inputValue()).toBe('5');
    await page.getByRole('navigation').getByRole('link', { name: 'My API Keys' }).click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { level: 1, name: 'My API Keys' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Tenant Settings' }).click();
    await page.getByLabel('Usual life, in days').waitFor();
    expect(await page.getByLabel('Usual life, in days').inputValue()).not.toBe('5');
  });

  it('lose no input to a failure, and put nothing in place of what somebody else saved unless told to', async () => {
    const [page, other] = [await opened(), await opened()];
    const minutes = page.getByLabel('Life of tokens, in minutes');
    await minutes.fill('90');
    await page.route('**/authTokenSettings', (route) => route.abort('connectionreset'));
    await save(page, 'Sign-in');
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await minutes.inputValue()).toBe('90');
    await page.unroute('**/authTokenSettings');
    await other.getByLabel('Life of tokens, in minutes').fill('20');
    await save(other, 'Sign-in');
    await saved(other, 'Sign-in');
    await save(page, 'Sign-in');
    await page
      .getByRole('alert')
      .getByText(/Life of tokens, in minutes is now .*20/)
      .waitFor();
    expect(await minutes.inputValue()).toBe('90');
    await expectAccessible(page, 'settings-conflict');
    await save(page, 'Sign-in');
    await saved(page, 'Sign-in');
    await other.reload();
    await other.getByLabel('Life of tokens, in minutes').waitFor();
    expect(await other.getByLabel('Life of tokens, in minutes').inputValue()).toBe('90');
  });

  it('speak German', async () => {
    const page = await opened();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'Einstellungen der Organisation' }).waitFor();
    await expectAccessible(page, 'settings-german');
  });
});
