import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningKeysService } from '../../src/auth/signing-keys.service.js';
import { visible } from '../support/answers.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { refreshed, REFRESHES, whoIs } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { doorsFor, heldBy, REFUSED } from '../support/token-doors.js';
import { claimsOf, encode, headerOf, signAs, signWith } from '../support/tokens.js';

describe('a token that we did not make', () => {
  let app: TestApp;
  let admin: Person;
  let expected: object;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    admin = await new Given(app).platformAdmin();
    expected = visible(await whoIs(app, 'a.b.c'));
  });
  afterAll(() => app.close());

  /** Refused for use and for refresh, exactly as garbage is, and at the doors for others; revoking it is passed over. */
  async function expectRefused(token: string): Promise<void> {
    expect(visible(await whoIs(app, token))).toEqual(expected);
    for (const [, refresh] of REFRESHES) expect(visible(await refresh(app, token))).toEqual(expected);
    expect(await doorsFor(app, admin, token)).toEqual(REFUSED);
    await app.http
      .post('/v1/users/auth/tokens/revoke')
      .set('Authorization', admin.token)
      .send({ tokens: [token] })
      .expect(204);
    await whoIs(app, admin.token).expect(200);
  }

  const publicKey = () => createPublicKey(app.get(SigningKeysService).signer().privateKey);

  describe('algorithms (TK-01, TK-03)', () => {
    const hmac = (header: object, secret: string | Buffer) => {
      const input = `${encode(header)}.${encode(claimsOf(admin.token))}`;
      return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
    };

    it.each(['none', 'None', 'NONE', 'nOnE', ''])(
      '401 for alg "%s", with and without a signature',
      async (alg) => {
        const input = `${encode({ ...headerOf(admin.token), alg })}.${encode(claimsOf(admin.token))}`;
        for (const signature of ['', admin.token.split('.')[2], 'AA'])
          await expectRefused(`${input}.${signature}`);
      },
    );

    it.each(['HS256', 'HS384', 'HS512', 'hs256'])(
      '401 for %s with anything that is published as the secret',
      async (alg) => {
        const header = { ...headerOf(admin.token), alg };
        const secrets = [
          publicKey().export({ type: 'spki', format: 'pem' }),
          publicKey().export({ type: 'spki', format: 'der' }),
          JSON.stringify(publicKey().export({ format: 'jwk' })),
          '',
        ];
        for (const secret of secrets) await expectRefused(hmac(header, secret));
      },
    );

    it.each(['ES384', 'ES512', 'RS256', 'PS256', 'EdDSA', 'es256', 'ES256 '])(
      '401 for %s over our own signature',
      async (alg) => {
        await expectRefused(signAs(app, claimsOf(admin.token), { alg }));
      },
    );

    it('401 for ES256 with a key that is not ours, under our name', async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      await expectRefused(signWith(privateKey, headerOf(admin.token), claimsOf(admin.token)));
    });
  });

  describe('headers (TK-02)', () => {
    it('401 for a key that the token brings along, and nothing is fetched from where it points', async () => {
      let visits = 0;
      const listener = createServer((_request, response) => {
        visits++;
        response.end('{"keys":[]}');
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => listener.once('listening', resolve));
      const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/jwks.json`;
      const thief = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = thief.publicKey.export({ format: 'jwk' });
      for (const brought of [{ jwk }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }, { jwk, kid: 'thief' }]) {
        const header = { ...headerOf(admin.token), ...brought };
        await expectRefused(signWith(thief.privateKey, header, claimsOf(admin.token)));
      }
      await new Promise((resolve) => listener.close(resolve));
      expect(visits).toBe(0);
    });

    it.each([
      { kid: 'unknown' },
      { kid: '' },
      { kid: '../../etc/passwd' },
      { kid: "' OR 1=1 --" },
      { kid: 'k'.repeat(65) },
      { kid: 7 },
      { kid: null },
      { kid: undefined },
      { typ: 'JWT' },
      { typ: 'at+jwt' },
      { typ: 'SESSION+JWT' },
      { typ: 'application/session+jwt' },
      { typ: undefined },
      { crit: ['exp'] },
      { crit: [] },
      { crit: ['b64'], b64: false },
    ])('401 for a well-signed token with the header %j', async (header) => {
      await expectRefused(signAs(app, claimsOf(admin.token), header));
    });

    it.each<[string, (kid: string) => string]>([
      ['in other case', otherCase],
      ['in upper case', (kid) => kid.toUpperCase()],
      ['with a space after it', (kid) => `${kid} `],
      ['with a space before it', (kid) => ` ${kid}`],
      ['with a line end after it', (kid) => `${kid}\n`],
      ['with a NUL after it', (kid) => `${kid}\0`],
      ['cut by one', (kid) => kid.slice(0, -1)],
      ['without its first character', (kid) => kid.slice(1)],
      ['longer by one', (kid) => `${kid}A`],
    ])('401 for the name of our own key %s: it is matched exactly (TK-02)', async (_, spelt) => {
      const kid = headerOf(admin.token)['kid'] as string;
      expect(spelt(kid)).not.toBe(kid);
      await expectRefused(signAs(app, claimsOf(admin.token), { kid: spelt(kid) }));
    });

    it('asks the database nothing for an unknown key (TK-02)', async () => {
      const token = signAs(app, claimsOf(admin.token), { kid: 'unknown' });
      expect(await app.countQueries(() => whoIs(app, token).expect(401))).toBe(0);
    });
  });

  it('is told from one that we did make', async () => {
    const token = signAs(app, claimsOf(admin.token));
    await whoIs(app, token).expect(200);
    expect(await doorsFor(app, admin, token)).toEqual(heldBy(admin));
    await refreshed(app, admin.token);
  });
});

/** @returns the text with each letter in its other case. */
function otherCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}
