import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import { exchanged } from '../support/exchanging.js';
import { Given } from '../support/given.js';
import type { IssuedKey } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR, MINUTE } from '../support/test-clock.js';
import { claimsOf, headerOf } from '../support/tokens.js';

const PATH = '/.well-known/jwks.json';

/** A key set as a verifier keeps it, in milliseconds. */
interface Kept {
  from: number;
  until: number;
  kids: string[];
}

describe('a cache of the key set', () => {
  let app: TestApp;
  let key: IssuedKey;
  let kept: Kept[];

  beforeEach(async () => {
    app = await TestApp.start({ env: { LATCHKEY_SIGNING_KEY_DAYS: '3' } });
    const given = new Given(app);
    key = await given.apiKey(await given.platformAdmin(), {
      expiresInDays: undefined,
      expiry: new Date(app.clock.now().getTime() + 3000 * DAY).toISOString(),
    });
    kept = [];
  });
  afterEach(() => app.close());

  const now = () => app.clock.now().getTime();
  /** What the periodic job does each minute. */
  const rotate = () => app.get(SigningKeysService).rotate(app.clock.now());
  const fetch = async () => {
    const { body, headers } = await app.http.get(PATH).expect(200);
    const [, seconds = '0'] = /^public, max-age=(\d+)$/.exec(headers['cache-control'] ?? '') ?? [];
    const { keys } = body as { keys: { kid: string }[] };
    kept = kept.filter(({ until }) => until >= now());
    kept.push({ from: now(), until: now() + Number(seconds) * 1000, kids: keys.map(({ kid }) => kid) });
  };
  /** A token issued now, by the name of its key, and until when it counts. */
  const issue = async () => {
    const token = await exchanged(app, key.value);
    return { kid: String(headerOf(token)['kid']), until: claimsOf(token).exp * 1000 };
  };

  /** Goes on for so long, and at each step looks at all that a verifier can hold. @returns the names of the keys that signed. */
  async function watch(length: number, step: number): Promise<Set<string>> {
    const signed = new Set<string>();
    const alive: { kid: string; until: number }[] = [];
    for (const end = now() + length; now() < end; app.clock.advance(step)) {
      await fetch(); // before the job has run: as late as an instance can be
      await rotate();
      await fetch();
      const token = await issue();
      signed.add(token.kid);
      alive.push(token);
      const caches = kept.filter(({ until }) => until >= now());
      expect(caches.length).toBeGreaterThanOrEqual(2);
      for (const { kids } of caches) expect(kids).toContain(token.kid);
      // and whoever asks only now finds the keys of all tokens that are alive
      for (const { kid } of alive.filter(({ until }) => until > now()))
        expect(kept.at(-1)?.kids).toContain(kid);
    }
    return signed;
  }

  it('never lacks the key of a token that is issued while it may be kept, through two handovers', async () => {
    app.clock.advance(1.5 * DAY);
    expect((await watch(5 * DAY, 30 * MINUTE)).size).toBe(3);
  });

  it('nor after the service was off for so long that the next key comes too late', async () => {
    app.clock.advance(100 * DAY);
    expect((await watch(2.5 * HOUR, 2 * MINUTE)).size).toBe(2);
  });

  it('is told by the ETag whether the set has changed: 304 without a body as long as it has not', async () => {
    const first = await app.http.get(PATH).expect(200);
    const tag = first.headers['etag'] ?? '';
    expect(tag).toMatch(/^"[!#-~]+"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`]) {
      const { headers, text } = await app.http.get(PATH).set('If-None-Match', known).expect(304);
      expect(text).toBe('');
      expect(headers).toMatchObject({ etag: tag, 'cache-control': first.headers['cache-control'] });
    }
    for (const known of ['"other"', tag.slice(1, -1), ''])
      await app.http.get(PATH).set('If-None-Match', known).expect(200);
    app.clock.advance(2 * DAY);
    await rotate();
    const { headers } = await app.http.get(PATH).set('If-None-Match', tag).expect(200);
    expect(headers['etag']).not.toBe(tag);
  });
});
