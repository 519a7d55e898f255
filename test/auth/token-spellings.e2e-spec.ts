import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { rawGet } from '../support/raw-request.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { claimsOf } from '../support/tokens.js';
import { doorsFor, heldBy, REFUSED } from '../support/token-doors.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The order of the curve P-256: (r, n - s) is as good a signature as (r, s). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

describe('another spelling of a good token (TK-06)', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    await app.app.listen(0);
    admin = await new Given(app).platformAdmin();
  });
  afterAll(() => app.close());

  /** A signature has 64 bytes, 86 characters: the last character holds two bits that mean something and four that do not. */
  const otherLastCharacters = (token: string): string[] => {
    const last = ALPHABET.indexOf(token.slice(-1));
    return [...ALPHABET]
      .filter((_char, index) => index >> 4 === last >> 4 && index !== last)
      .map((char) => token.slice(0, -1) + char);
  };

  /** A good token in which the two base64 alphabets differ. */
  const tokenWithBothSigns = async (): Promise<string> => {
    for (;;) {
      const token = await refreshed(app, admin.token);
      if (/[-_]/.test(token)) return token;
    }
  };

  it('has 15 other last characters that a careless decoder takes for the same bytes', () => {
    const bytes = (token: string) => Buffer.from(token.split('.')[2] ?? '', 'base64url').toString('hex');
    const others = otherLastCharacters(admin.token);
    expect(others).toHaveLength(15);
    for (const token of others) expect(bytes(token)).toBe(bytes(admin.token));
  });

  it('401 for each of them, for use, for refresh and at the doors for others', async () => {
    expect(await doorsFor(app, admin, admin.token)).toEqual(heldBy(admin));
    for (const token of otherLastCharacters(admin.token)) {
      expect(await doorsFor(app, admin, token)).toEqual(REFUSED);
      await whoIs(app, token).expect(401);
      for (const [, refresh] of REFRESHES) await refresh(app, token).expect(401);
    }
  });

  it.each([
    ['padding', (token: string) => `${token}=`],
    ['more padding', (token: string) => `${token}==`],
    ['padding inside', (token: string) => token.replace('.', '=.')],
    ['the other base64 alphabet', (token: string) => token.replaceAll('-', '+').replaceAll('_', '/')],
    ['a space inside', (token: string) => token.replace('.', ' .')],
    ['a tab inside', (token: string) => token.replace('.', '.\t')],
    ['a quote around', (token: string) => `"${token}"`],
    ['a fourth part', (token: string) => `${token}.`],
    ['another comma part', (token: string) => `${token},x`],
    ['the scheme twice', (token: string) => `Bearer Bearer ${token}`],
    ['another scheme', (token: string) => `Basic ${token}`],
    ['a scheme without a space', (token: string) => `Bearer${token}`],
    ['a cut', (token: string) => token.slice(0, -1)],
    ['other case', (token: string) => token.toUpperCase()],
  ])('401 with %s', async (_what, spell) => {
    const token = await tokenWithBothSigns();
    const spelt = spell(token);
    expect(spelt).not.toBe(token);
    const answer = await rawGet(app, '/v1/users/info', ['Authorization', spelt]);
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toEqual(errorBody('NotAuthenticated'));
    expect(await doorsFor(app, admin, token)).toEqual(heldBy(admin));
    expect(await doorsFor(app, admin, spelt)).toEqual(REFUSED);
  });

  it.each(['\n', '\r\n', ' ', '\t', '='])('401 with %j around it, and the session goes on', async (extra) => {
    const person = await new Given(app).platformAdmin();
    for (const spelt of [person.token + extra, extra + person.token]) {
      const answer = await app.http.get(`/v1/auth/refresh/${encodeURIComponent(spelt)}`).expect(401);
      expect(answer.body).toEqual(errorBody('NotAuthenticated'));
      const { text } = await as(app, admin)
        .post('/v1/oauth2/introspect')
        .type('form')
        .send({ token: spelt })
        .expect(200);
      expect(text).toBe('{"active":false}');
    }
    await whoIs(app, person.token).expect(200);
    const next = await refreshed(app, person.token);
    expect(claimsOf(next).gen).toBe(claimsOf(person.token).gen + 1);
  });

  it('200 with Bearer before it in any case, as bare (TK-07)', async () => {
    for (const scheme of ['', 'Bearer ', 'bearer ', 'BEARER   '])
      expect((await rawGet(app, '/v1/users/info', ['Authorization', scheme + admin.token])).status).toBe(200);
  });

  it('does not outlive the token: after a revocation every spelling is dead, the mirrored signature too', async () => {
    const mirrored = mirror(admin.token);
    await whoIs(app, admin.token).expect(200);
    expect(await doorsFor(app, admin, admin.token)).toEqual(heldBy(admin));
    const asker = await new Given(app).platformAdmin();
    await app.http
      .post('/v1/users/auth/tokens/revoke')
      .set('Authorization', admin.token)
      .send({ tokens: [admin.token] })
      .expect(204);
    for (const token of [admin.token, mirrored, ...otherLastCharacters(admin.token)]) {
      await whoIs(app, token).expect(401);
      expect(await doorsFor(app, asker, token)).toEqual(REFUSED);
    }
  });
});

function mirror(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const mirrored = (P256_ORDER - s).toString(16).padStart(64, '0');
  return `${header}.${payload}.${Buffer.concat([bytes.subarray(0, 32), Buffer.from(mirrored, 'hex')]).toString('base64url')}`;
}
