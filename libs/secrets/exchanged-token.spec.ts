import { checkExchangedClaims, EXCHANGED_LIFE_SECONDS } from './exchanged-token.js';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const SECONDS = NOW.getTime() / 1000;
const CLAIMS = {
  iss: 'https://keys.example',
  aud: 'urn:latchkey:tenant:tenant-1',
  sub: 'user-1',
  tid: 'tenant-1',
  client_id: 'key-1',
  scope: 'apiKey.get apiKey.list',
  jti: 'token-1',
  iat: SECONDS,
  exp: SECONDS + EXCHANGED_LIFE_SECONDS,
};
const EXPECTED = { issuer: CLAIMS.iss, own: 'latchkey', now: NOW };

const counts = (change: object): boolean => checkExchangedClaims({ ...CLAIMS, ...change }, EXPECTED) !== null;

describe('checkExchangedClaims', () => {
  it('gives the claims of a token that counts', () => {
    expect(checkExchangedClaims(CLAIMS, EXPECTED)).toEqual(CLAIMS);
  });

  it.each([[null], [undefined], ['text'], [7], [[]]])('takes %j for no claims', (payload) => {
    expect(checkExchangedClaims(payload, EXPECTED)).toBeNull();
  });

  describe.each(['iss', 'aud', 'sub', 'tid', 'client_id', 'jti'])('%s', (name) => {
    it.each([[undefined], [null], [7], [''], [['a']], [{}]])('cannot be %j', (value) => {
      expect(counts({ [name]: value })).toBe(false);
    });

    it('has at most 2048 characters', () => {
      const expected = { ...EXPECTED, issuer: 'x'.repeat(2048) };
      const longest = { ...CLAIMS, iss: expected.issuer, [name]: 'x'.repeat(2048) };
      expect(checkExchangedClaims(longest, expected)).not.toBeNull();
      const tooLong = { ...longest, [name]: 'x'.repeat(2049) };
      expect(checkExchangedClaims(tooLong, { ...expected, issuer: tooLong.iss })).toBeNull();
    });
  });

  it.each([[''], ['apiKey.get']])('may have the scope %j', (scope) => {
    expect(counts({ scope })).toBe(true);
  });

  it.each([[undefined], [null], [['apiKey.get']], [7]])('cannot have the scope %j', (scope) => {
    expect(counts({ scope })).toBe(false);
  });

  it.each([
    ['names a session', { sid: 'session-1' }],
    ['names a session, if with nothing', { sid: undefined }],
    ['is for this service', { aud: 'latchkey' }],
    ['was made by somebody else', { iss: 'https://evil.example' }],
    ['has no beginning', { iat: undefined }],
    ['has no end', { exp: undefined }],
    ['begins between two seconds', { iat: SECONDS + 0.5 }],
    ['ends between two seconds', { exp: SECONDS + 0.5 }],
    ['has a number as text', { exp: String(CLAIMS.exp) }],
    ['is over', { iat: SECONDS - 900, exp: SECONDS }],
    ['lives longer than any of ours', { exp: SECONDS + EXCHANGED_LIFE_SECONDS + 1 }],
    ['was made in the future', { iat: SECONDS + 31, exp: SECONDS + 60 }],
  ])('does not count when it %s', (_what, change) => {
    expect(counts(change)).toBe(false);
  });

  it('counts to its last second', () => {
    expect(counts({ iat: SECONDS - 899, exp: SECONDS + 1 })).toBe(true);
  });
});
