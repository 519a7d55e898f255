import { ConsoleBed, describeInBrowser, expectAccessible } from './support/console.js';
import { row } from './support/lists.js';
import { People } from './support/people.js';

const EXPIRY = new Date('2030-12-31T22:30:00.000Z');

describeInBrowser('times', () => {
  let bed: ConsoleBed;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    await (await People.of(bed.service)).key('late', { expiry: EXPIRY });
  });
  afterAll(() => bed.close());

  it.each([
    ['Europe/Berlin', '31 Dec 2030, 23:30'],
    ['Pacific/Kiritimati', '1 Jan 2031, 12:30'],
  ])('are told where somebody is, in %s, or in UTC once they choose it', async (timezoneId, local) => {
    const page = await bed.signedIn('/keys', { timezoneId });
    await row(page, 'late').getByText(local).waitFor();
    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Profile' }).click();
    const here = page.getByRole('radio', { name: `Where I am: ${timezoneId}` });
    expect(await here.isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'UTC' }).check();
    await expectAccessible(page, 'profile-utc');
    await page.goto('/keys');
    await row(page, 'late').getByText('31 Dec 2030, 22:30 (UTC)').waitFor();
    expect(await row(page, 'late').getByText(local).count()).toBe(0);
    await expectAccessible(page, 'keys-utc');
    await page.goto('/me/profile');
    await here.check();
    await page.goto('/keys');
    await row(page, 'late').getByText(local).waitFor();
  });
});
