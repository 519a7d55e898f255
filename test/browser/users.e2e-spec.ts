import { BOOTSTRAP } from '../support/test-app.js';
import { ConsoleBed, describeInBrowser, expectAccessible, logIn } from './support/console.js';
import { choose, found, openMenu, row } from './support/lists.js';
import { PASSWORD, People } from './support/people.js';

const HOSTILE = ['<img src=x onerror=alert(1)>', '\u202Egnp.exe', '👩‍👩‍👧‍👦'.repeat(10), 'w'.repeat(128)];

describeInBrowser('the list of users', () => {
  let bed: ConsoleBed;
  let root: People;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    root = await People.of(bed.service);
    for (const name of HOSTILE) await root.invited(`hostile-${name.length}@platform.example`, name, name);
    for (let number = 10; number < 40; number++)
      await root.invited(`many-${number}@platform.example`, 'Many', `Number ${number}`);
    await root.user('linus@platform.example', 'Linus', 'Larch');
  });
  afterAll(() => bed.close());

  /** A page on which the one user of this name is listed. */
  const showing = async (name: string) => {
    const page = await bed.signedIn(`/users?q=${name}`);
    await found(page, '1 user');
    return page;
  };

  it('pages, sorts and searches, and keeps all of it in the address', async () => {
    const page = await bed.signedIn('/users');
    await found(page, '36 users');
    await expectAccessible(page, 'users');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL(/after=/);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.waitForURL((url) => !url.search.includes('after='));
    const byName = page.getByRole('columnheader', { name: 'Name', exact: true });
    await byName.getByRole('button').click();
    await page.waitForURL(/sort=name/);
    await byName.and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.getByLabel('Search').fill('number 1');
    await found(page, '10 users');
    await page.getByRole('row').nth(1).getByText('Many Number 10').waitFor();
    await byName.getByRole('button').click();
    await page.getByRole('row').nth(1).getByText('Many Number 19').waitFor();
    const other = await bed.signedIn(page.url());
    await other.getByRole('row').nth(1).getByText('Many Number 19').waitFor();
    expect(await other.getByLabel('Search').inputValue()).toBe('number 1');
    await other.getByLabel('Search').fill('MANY-2');
    await other.getByRole('heading', { name: 'No user matches' }).waitFor();
    await other.getByLabel('Search').fill('many-21@');
    await found(other, '1 user');
  });

  it('tells who is active, inactive or invited, with which roles, and since when they were last here', async () => {
    const page = await bed.signedIn(`/users?q=${BOOTSTRAP.emailId}`);
    await found(page, '1 user');
    const mine = row(page, BOOTSTRAP.emailId);
    await mine.getByText('Active', { exact: true }).waitFor();
    await mine.getByText('Tenant Admin').waitFor();
    await mine.locator('time').waitFor();
    await page.getByLabel('Search').fill('many-10@');
    const invited = row(page, 'many-10@platform.example');
    await invited.getByText('Invited', { exact: true }).waitFor();
    await invited.getByText('User', { exact: true }).waitFor();
    await invited.getByText('never', { exact: true }).waitFor();
  });

  it('shows what others wrote as it is', async () => {
    const page = await showing('alert');
    await page.getByRole('rowheader', { name: HOSTILE[0] ?? '' }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await page.goto('/users?q=www');
    await found(page, '1 user');
    await expectAccessible(page, 'users-hostile');
    await choose(page, 'www', 'Delete');
    await expectAccessible(page, 'delete-user-hostile');
  });

  it('invites, shows the link until it is copied, and the link lets them in', async () => {
    const page = await bed.signedIn('/users');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Invite User' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite User' });
    await dialog.getByLabel('First name').fill('Vera');
    await dialog.getByLabel('Last name').fill('Viewer');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await dialog.getByText('This is needed.').waitFor();
    await page.locator('input[type=email]:focus').waitFor();
    await dialog.getByLabel('E-mail').fill('vera');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await page.locator('input[type=email][aria-invalid=true]:focus').waitFor();
    await expectAccessible(page, 'invite-refused');
    await dialog.getByLabel('E-mail').fill('vera@platform.example');
    await dialog.getByRole('checkbox', { name: /Tenant Viewer/ }).check();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Activation link' }).waitFor();
    for (let press = 0; press < 4; press++) await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await expectAccessible(page, 'invite-link');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('alert').getByText('You have not copied the link.').waitFor();
    await page.getByRole('button', { name: 'Keep it open' }).click();
    await page.getByRole('button', { name: 'Copy and close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row(page, 'Vera Viewer').getByText('Tenant Viewer').waitFor();
    await root.activate(await page.evaluate(() => navigator.clipboard.readText()));

    const hers = await bed.page();
    await hers.goto('/users?q=linus@');
    await logIn(hers, 'vera@platform.example', PASSWORD);
    await found(hers, '1 user');
    // she sees everything and changes nothing
    expect(await hers.getByRole('button', { name: 'Invite User' }).count()).toBe(0);
    await openMenu(hers, 'Linus');
    expect(await hers.getByRole('menuitem').allTextContents()).toEqual(['API Keys']);
  });

  it('says at the field that an address is taken, and loses nothing', async () => {
    const page = await bed.signedIn('/users');
    await page.getByRole('button', { name: 'Invite User' }).click();
    await page.getByLabel('First name').fill('Another');
    await page.getByLabel('E-mail').fill('linus@platform.example');
    await page.keyboard.press('Enter');
    await page.getByText('has this address already').waitFor();
    await page.locator('input[type=email]:focus').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Another');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('loses no input when the service fails, and invites nobody twice', async () => {
    const page = await bed.signedIn('/users');
    await page.getByRole('button', { name: 'Invite User' }).click();
    await page.getByLabel('E-mail').fill('unlucky@platform.example');
    // the service does its work, and its answer is lost on the way
    await page.route('**/v1/users', async (route) => {
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe('unlucky@platform.example');
    await page.unroute('**/v1/users');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('dialog', { name: 'Activation link' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByLabel('Search').fill('unlucky@');
    await found(page, '1 user');
    await choose(page, 'unlucky', 'Activation link');
    await page.getByRole('button', { name: 'Show the link' }).click();
    await page.locator('dialog code').getByText('/activate#token=').waitFor();
  });

  it('edits names and roles', async () => {
    const uid = await root.user('ed@platform.example', 'Ed', 'Itor');
    const page = await showing('Itor');
    await openMenu(page, 'Itor');
    await expectAccessible(page, 'user-row-menu');
    await page.keyboard.press('Escape');
    await choose(page, 'Itor', 'Edit');
    const dialog = page.getByRole('dialog', { name: /^Edit/ });
    expect(await dialog.getByLabel('E-mail').count()).toBe(0);
    await expectAccessible(page, 'edit-user');
    await dialog.getByLabel('First name').fill('Edward');
    await dialog.getByRole('checkbox', { name: /Tenant Admin/ }).check();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row(page, 'Edward Itor').getByText('Tenant Admin').waitFor();
    expect((await root.read(uid)).spec).toMatchObject({ firstName: 'Edward', roles: ['Tenant Admin'] });
    // with a new name the row is the same one, and so is its button
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/Edward/);
  });

  it('is for administrators', async () => {
    const page = await bed.page();
    await page.goto('/');
    await logIn(page, 'linus@platform.example', PASSWORD);
    await page.getByRole('heading', { level: 1, name: 'My API Keys' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'My API Keys',
      'Audit Log',
    ]);
    await page.goto('/users');
    await page.getByRole('alert').getByText('You may not do this.').waitFor();
  });

  it('speaks German', async () => {
    const page = await bed.signedIn('/users?q=Linus', { locale: 'de-DE' });
    await page.getByRole('heading', { level: 1, name: 'Benutzer' }).waitFor();
    await found(page, '1 Benutzer');
    await expectAccessible(page, 'users-german');
    await page.getByRole('button', { name: 'Benutzer einladen' }).click();
    await expectAccessible(page, 'invite-german');
  });
});
