import axe from 'axe-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { BOOTSTRAP_ENV, ServiceProcess } from '../../support/process.js';
import { BOOTSTRAP } from '../../support/test-app.js';
import type { ShiftedClock } from './shifted-clock.js';

const CHROMIUM = process.env['LATCHKEY_TEST_CHROMIUM'] ?? '';
/** A host that is not this machine's own name: over plain http, browsers do not trust it. */
export const PLAIN_HOST = 'console.test';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
];
/**
 * Base UI's guards hand the focus on at once. axe forgives them while it sees that something modal is open, which it guesses from single
 * points of the screen: not where the menu itself lies on one of them.
 */
const FOCUS_GUARDS = '[data-base-ui-focus-guard]';
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = [1280, 320];
const THEMES = ['light', 'dark'] as const;

/** Like `describe`; skipped where there is no Chromium, which the start of the run has said. */
export const describeInBrowser = CHROMIUM === '' ? describe.skip : describe;

/** The built service with a fresh store, and a browser in front of it. Whatever its pages do that they must not is noted. */
export class ConsoleBed {
  readonly violations: string[] = [];
  readonly foreign: string[] = [];
  private readonly contexts: BrowserContext[] = [];

  private constructor(
    readonly service: ServiceProcess,
    private readonly browser: Browser,
    private readonly directory: string,
    private readonly clock: ShiftedClock | undefined,
  ) {}

  /** @param bootstrap false: nobody is there yet, setup is open. @param clock of the service; absent: the one on the wall. */
  static async start({
    bootstrap = true,
    env = {},
    clock,
  }: {
    bootstrap?: boolean;
    env?: Record<string, string>;
    clock?: ShiftedClock;
  } = {}): Promise<ConsoleBed> {
    const directory = mkdtempSync(join(tmpdir(), 'latchkey-browser-'));
    const service = await ServiceProcess.start({
      env: { LATCHKEY_DATA_DIR: directory, ...(bootstrap && BOOTSTRAP_ENV), ...env, ...clock?.env },
      nodeOptions: clock?.nodeOptions ?? [],
    });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    return new ConsoleBed(service, browser, directory, clock);
  }

  /** A browser that has never been here. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.service.address,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    });
    this.contexts.push(context);
    await context.exposeFunction('noteViolation', (text: string) => void this.violations.push(text));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        const { noteViolation } = window as unknown as { noteViolation: (text: string) => void };
        noteViolation(
          `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        );
      });
    });
    const { origin, port } = new URL(this.service.address);
    const own = [origin, `http://${PLAIN_HOST}:${port}`];
    context.on('request', (request) => {
      if (!own.includes(new URL(request.url()).origin)) this.foreign.push(request.url());
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  }

  /** @returns a page on which the bootstrap administrator is signed in. */
  async signedIn(path = '/', options?: BrowserContextOptions): Promise<Page> {
    const page = await this.page(options);
    await page.goto(path);
    await logIn(page, BOOTSTRAP.emailId, BOOTSTRAP.password);
    return page;
  }

  /** @throws when a page asked another host, or did what its policy forbids. */
  async close(): Promise<void> {
    await this.browser.close();
    await ServiceProcess.killAll();
    rmSync(this.directory, { recursive: true, force: true });
    this.clock?.remove();
    expect({ violations: this.violations, foreign: this.foreign }).toEqual({ violations: [], foreign: [] });
  }
}

/** Fills in the login and waits for what comes behind it. */
export async function logIn(page: Page, emailId: string, password: string): Promise<void> {
  await page.locator('input[type=email]').fill(emailId);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}

/** Holds what is on the screen to WCAG 2.2 AA, light and dark, wide and narrow; a narrow one must not scroll sideways. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of WIDTHS) {
    for (const theme of THEMES) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
      const shots = process.env['BROWSER_SHOTS'];
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${width}-${theme}.png`) });
      found.push(...(await faults(page)).map((fault) => `${name} ${width} ${theme}: ${fault}`));
    }
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(found).toEqual([]);
}

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ([tags, guards]) => {
      const { axe: judge } = window as unknown as { axe: typeof axe };
      const { violations } = await judge.run({ exclude: [[guards]] }, { runOnly: tags });
      const { scrollWidth, clientWidth } = document.documentElement;
      const wide = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > clientWidth,
      );
      return [
        ...violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
        ),
        ...(scrollWidth > clientWidth
          ? wide.map(({ outerHTML }) => `scrolls sideways: ${outerHTML.slice(0, 100)}`)
          : []),
      ];
    },
    [AXE_TAGS, FOCUS_GUARDS] as const,
  );
}
