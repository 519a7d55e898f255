import type { Scene } from './guarantees.js';

/** The application and the log of the gateway never see what a client proves itself with. */
export function itHidesCredentials(scene: Scene): void {
  it('in headers', async () => {
    const { bed, admin, key, withKey } = scene;
    const shown = [
      withKey,
      ['apikey', key.value],
      ['Authorization', admin.token],
      ['Authorization', `Bearer ${admin.token}`],
      [...withKey, 'Authorization', 'Basic YWRhOnNlY3JldA=='],
    ];
    for (const headers of shown) {
      expect((await bed.send('/', { headers })).status).toBe(200);
      expect(bed.application.last.headers).not.toHaveProperty('apikey');
      expect(bed.application.last.headers).not.toHaveProperty('authorization');
      expect(leaked(scene)).toEqual([]);
    }
  });

  it('in the query, of which the rest arrives', async () => {
    const { bed, key, user } = scene;
    for (const [before, after] of [
      ['a=1&', '&b=2'],
      ['', '&b=2'],
      ['a=1&', ''],
      ['', ''],
      ['next=/x?y=1&', '&b=%26'],
    ]) {
      expect((await bed.send(`/things?${before}ApiKey=${key.value}${after}`)).status).toBe(200);
      const { url, headers } = bed.application.last;
      expect(headers['x-auth-user-uid']).toBe(user.uid);
      expect(url).not.toContain(key.value);
      const rest = (query: string) => [...new URLSearchParams(query)].filter(([name]) => name !== '');
      expect(rest(url.split('?').slice(1).join('?'))).toEqual(rest(`${before}${after}`));
      expect(leaked(scene)).toEqual([]);
    }
  });

  it('in the query however its name is written, and when it is there twice', async () => {
    const { bed, key, withKey } = scene;
    const first = key.value.charCodeAt(0).toString(16);
    for (const query of [
      `Api%4Bey=${key.value}`,
      `%41%70%69%4b%65%79=${key.value}&a=1`,
      `ApiKey=%${first}${key.value.slice(1)}`,
      `ApiKey=${key.value}&ApiKey=${key.value}`,
      `ApiKey=${key.value}&a=1&ApiKey=${key.value}&Api%4bey=${key.value}`,
      `ApiKey=nonsense&ApiKey=${key.value}`,
    ]) {
      for (const headers of [[], withKey])
        await bed.send(`/things?${query}`, { headers, from: '127.0.0.11' });
      expect(leaked(scene)).toEqual([]);
    }
  });

  it('of the application, which is in its cookies, from Latchkey', async () => {
    const { bed, withKey } = scene;
    await bed.send('/', { headers: [...withKey, 'Cookie', 'session=of-the-application'] });
    expect(bed.application.last.headers).toMatchObject({ cookie: 'session=of-the-application' });
    expect(bed.door.told).not.toContain('of-the-application');
  });

  it('in headers that only gateways send', async () => {
    const { bed, key, withKey } = scene;
    for (const name of ['X-Original-URI', 'X-Original-URL', 'X-Forwarded-Uri']) {
      const headers = [name, `/x?ApiKey=${key.value}`];
      expect((await bed.send('/', { headers, from: '127.0.0.12' })).status).toBe(401);
      expect((await bed.send('/', { headers: [...withKey, ...headers] })).status).toBe(200);
      expect(leaked(scene)).toEqual([]);
    }
  });
}

/** @returns the requests in which a credential got through to the application. */
export function leaked({ bed, key, admin }: Scene): string[] {
  return bed.application.arrivals
    .map(
      ({ url, headers }) =>
        `${decodeURIComponent(url)} ${decodeURIComponent(url)} ${JSON.stringify(headers)}`,
    )
    .filter((text) => text.includes(key.value) || text.includes(admin.token));
}
