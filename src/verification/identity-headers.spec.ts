import type { Permission } from '#access';
import { headPairs } from '#http';
import type { TokenClaims } from '#secrets';
import { KnownHolder } from '../auth/principals.service.js';
import { identityHead } from './identity-headers.js';

const holderOf = (orgName: string, ...permissions: Permission[]) =>
  new KnownHolder(
    {
      user: { uid: 'u', emailId: 'ada@acme.example', isPlatformAdmin: false },
      tenant: { uid: 't', orgName, allowsQueryApiKeys: true },
    },
    new Set(permissions),
    { kind: 'token', sessionUid: 's', loggedInAt: new Date(0) },
  );

function valueOf(headers: readonly string[], name: string): string | undefined {
  return headers[headers.indexOf(name) + 1];
}

function orgHeader(orgName: string): string | undefined {
  const end = identityHead({ code: 'VALID', expiry: null, holder: holderOf(orgName) });
  return valueOf(headPairs(end), 'X-Auth-Org');
}

describe('identityHead', () => {
  it.each([
    ['acme', 'acme'],
    ['Acme & Söhne', 'Acme %26 S%C3%B6hne'],
    ['100 %', '100 %25'],
    ['a\r\nX-Auth-User-Uid: root', 'a%0D%0AX-Auth-User-Uid%3A root'],
    ['half \ud800 a pair', 'half %EF%BF%BD a pair'],
    ['', ''],
  ])('writes the name %j as %j', (name, header) => {
    expect(orgHeader(name)).toBe(header);
  });

  it('tells the end of each of the tokens of one session, whichever is asked about', () => {
    const holder = holderOf('acme');
    const ends = ['2026-01-01T00:15:00.000Z', '2026-01-01T00:20:00.000Z', '2026-01-01T00:15:00.000Z'];
    for (const end of ends) {
      const expiry = new Date(end);
      const claims = { exp: expiry.getTime() / 1000 } as TokenClaims;
      const list = headPairs(identityHead({ code: 'VALID', expiry, claims, holder }));
      expect(valueOf(list, 'X-Auth-Expires')).toBe(end);
    }
  });

  it('tells of a holder made of another what that one may', () => {
    const verdict = { code: 'VALID', expiry: null } as const;
    const holder = holderOf('acme', 'user.get', 'apiKey.list');
    const told = headPairs(identityHead({ ...verdict, holder }));
    expect(valueOf(told, 'X-Auth-Permissions')).toBe('apiKey.list user.get');
    const narrowed = { ...holder, permissions: new Set(['apiKey.list'] as const) };
    const list = headPairs(identityHead({ ...verdict, holder: narrowed }));
    expect(valueOf(list, 'X-Auth-Permissions')).toBe('apiKey.list');
  });
});
