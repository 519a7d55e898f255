import type { Scene } from './guarantees.js';

const IDENTITY = ['User-Uid', 'Tenant-Uid', 'Org', 'Email', 'Key-Uid', 'Permissions', 'Expires'];

/** Spellings of `X-Auth-User-Uid` that some application takes for it. */
const SPELLINGS = [
  (name: string) => `X-Auth-${name}`,
  (name: string) => `x-auth-${name.toLowerCase()}`,
  (name: string) => `X_Auth_${name.replaceAll('-', '_')}`,
  (name: string) => `x_auth-${name}`,
  (name: string) => `X-Auth_${name.replaceAll('-', '_')}`,
  (name: string) => `X.Auth.${name.replaceAll('-', '.')}`,
];

/** What a client says of itself counts for nothing. */
export function itIsNotFooled(scene: Scene): void {
  it.each(SPELLINGS.map((spell) => [spell('User-Uid'), spell]))(
    'by headers like %s, also where Latchkey says nothing',
    async (_example, spell) => {
      const { bed, admin, withKey } = scene;
      const spoofed = IDENTITY.flatMap((name) => [spell(name), 'spoofed']);
      for (const credential of [withKey, ['Authorization', admin.token]]) {
        const headers = [...spoofed, ...credential, ...spoofed];
        expect((await bed.send('/', { headers })).status).toBe(200);
        expect(JSON.stringify(bed.application.last)).not.toContain('spoofed');
      }
    },
  );

  it('by a Connection header that names what it adds', async () => {
    const { bed, user, withKey } = scene;
    for (const names of [
      'close, X-Auth-User-Uid, X-Auth-Permissions, X-Auth-Tenant-Uid',
      'x-auth-user-uid, x-forwarded-for, x-original-uri, x-forwarded-uri',
    ]) {
      const headers = [...withKey, 'Connection', names];
      expect((await bed.send('/', { headers })).status).toBe(200);
      expect(bed.application.last.headers).toMatchObject({
        'x-auth-user-uid': user.uid,
        'x-auth-tenant-uid': user.tenantUid,
      });
    }
  });

  it('about the address of the client: neither the application nor Latchkey believes what it says', async () => {
    const { bed, withKey } = scene;
    const forged = [
      'X-Forwarded-For',
      '203.0.113.7',
      'X-Real-IP',
      '203.0.113.7',
      'Forwarded',
      'for=203.0.113.7',
    ];
    await bed.send('/', { headers: [...withKey, ...forged], from: '127.0.0.13' });
    expect(bed.application.last.headers['x-forwarded-for']).toBe('127.0.0.13');
    const lines = bed.app.logs.map((line) => JSON.parse(line) as { ip?: string });
    expect(lines.findLast(({ ip }) => ip !== undefined)?.ip).toBe('127.0.0.13');
  });

  it('about which route was asked for: no spelling of it gets around its permission', async () => {
    const { bed, withKey } = scene;
    const before = bed.application.arrivals.length;
    const letIn: string[] = [];
    for (const path of [
      '/reports',
      '/reports/7',
      '/reports?permission=',
      '/REPORTS/7',
      '/%72eports',
      '//reports',
      '/./reports',
      '/x/../reports',
      '/x/%2e%2E/reports',
      '/x%2F..%2Freports',
      '/reports%2F7',
      '/reports;x=1',
      'http://127.0.0.1/reports',
    ]) {
      const { status } = await bed.send(path, { headers: withKey });
      if (status !== 403 && status !== 400) letIn.push(`${path}: ${status}`);
    }
    expect(letIn).toEqual([]);
    expect(bed.application.arrivals).toHaveLength(before);
  });

  it('into letting the address of the question be asked from outside', async () => {
    const { bed, withKey } = scene;
    for (const path of ['/_latchkey', '/_latchkey/user.get']) {
      const { status, headers } = await bed.send(path, { headers: withKey });
      expect(headers).not.toHaveProperty('x-auth-user-uid');
      if (status === 200) expect(bed.application.last.url).toBe(path);
    }
  });

  it('by a query that looks like a question to Latchkey', async () => {
    const { bed, user, withKey } = scene;
    expect((await bed.send('/x?permission=audit.list', { headers: withKey })).status).toBe(200);
    expect(bed.application.last.headers['x-auth-user-uid']).toBe(user.uid);
  });
}
