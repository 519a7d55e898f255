import type { Locator, Page } from 'playwright-core';
import { DE } from '../../libs/console/text/de.js';
import { ConsoleBed, describeInBrowser } from './support/console.js';
import { found, openMenu, row } from './support/lists.js';
import { People } from './support/people.js';

const PAGES = ['/', '/keys', '/me/keys', '/users', '/settings', '/audit', '/me/profile', '/no/such/page'];
/** What others wrote, what is told in times and numbers, and names: the same in every language. */
const NO_TEXTS = 'bdi, code, time, script, style, noscript, [translate=no], [title^=Mozilla], .brand';
const NAMES = ['English', 'Deutsch', 'UTC', 'Tenant Admin', 'Tenant Viewer', 'User'];

describeInBrowser('what people have set for themselves', () => {
  let bed: ConsoleBed;

  beforeAll(async () => {
    bed = await ConsoleBed.start();
    const root = await People.of(bed.service);
    await root.key('in use', { description: 'A key' });
    await root.revokedKey('stopped');
    await root.user('grace@platform.example', 'Grace', 'Hopper');
  });
  afterAll(() => bed.close());

  it('is a language, and then no text is in another one', async () => {
    const page = await bed.signedIn('/', { locale: 'de-DE' });
    const strange: string[] = [];
    for (const path of PAGES) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      strange.push(...strangersIn(await textsOf(page)).map((text) => `${path}: ${text}`));
    }
    await page.goto('/keys');
    await page.getByRole('button', { name: 'Neuen API-Schlüssel anlegen' }).click();
    await page.getByRole('radio', { name: 'Eigenes Datum' }).check();
    strange.push(...strangersIn(await textsOf(page)).map((text) => `the form of a key: ${text}`));
    expect(strange).toEqual([]);
  });

  it('are colours of their own, and everything has an edge that does not need ours', async () => {
    const page = await bed.signedIn('/keys?status=any', { forcedColors: 'active' });
    await found(page, '2 keys');
    const link = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
    expect(await hasEdge(link('API Keys'))).toBe(true);
    expect(await hasEdge(link('Overview'))).toBe(false);
    expect(await hasEdge(row(page, 'stopped').locator('.badge'))).toBe(true);
    expect(await hasEdge(page.getByRole('button', { name: 'Add New API Key' }))).toBe(true);
    await openMenu(page, 'stopped');
    await page.keyboard.press('ArrowDown');
    expect(await hasEdge(page.locator('[role=menuitem][data-highlighted]'))).toBe(true);
  });

  it('is less motion, and then nothing moves', async () => {
    const moving = (page: Page) =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('body *')].filter((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
          }).length,
      );
    const page = await bed.signedIn('/keys?status=any', { reducedMotion: 'no-preference' });
    await found(page, '2 keys');
    await openMenu(page, 'stopped');
    expect(await moving(page)).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving(page)).toBe(0);
  });
});

/** What the screen says and what is read out, piece by piece. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate((noTexts) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest(noTexts)) texts.push(walker.currentNode.nodeValue ?? '');
    for (const name of ['aria-label', 'placeholder', 'title', 'data-label'])
      for (const element of document.querySelectorAll(`[${name}]`))
        if (!element.closest(noTexts)) texts.push(element.getAttribute(name) ?? '');
    return texts.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text));
  }, NO_TEXTS);
}

/** @returns those that are no German message, and none before another: "Save: Passwords". */
function strangersIn(texts: string[]): string[] {
  const messages = Object.values(DE)
    .flatMap((message) => (typeof message === 'string' ? [message] : Object.values(message)))
    .map((text) => text.split(/\{\w+\}/).map(escaped))
    .map((parts) => new RegExp(`^${parts.join('[^]*')}$`));
  const isKnown = (text: string) => NAMES.includes(text) || messages.some((message) => message.test(text));
  return texts.filter((text) => !isKnown(text) && !text.split(': ').every(isKnown));
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

function hasEdge(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const { borderTopStyle, borderTopWidth, outlineStyle } = getComputedStyle(element);
    return (borderTopStyle !== 'none' && borderTopWidth !== '0px') || outlineStyle !== 'none';
  });
}
