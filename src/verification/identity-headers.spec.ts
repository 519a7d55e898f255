import { addIdentity } from './identity-headers.js';

function orgHeader(orgName: string): string | undefined {
  const headers: string[] = [];
  addIdentity(headers, {
    code: 'VALID',
    expiry: null,
    holder: {
      tenantUid: 't',
      orgName,
      userUid: 'u',
      emailId: 'ada@acme.example',
      isPlatformAdmin: false,
      permissions: new Set(['user.get', 'apiKey.list']),
      credential: { kind: 'token', sessionUid: 's' },
      allowsQueryApiKeys: true,
    },
  });
  return headers[headers.indexOf('X-Auth-Org') + 1];
}

describe('identityHeaders', () => {
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
});
