import type { Response } from 'supertest';
import { ApiError, ERRORS } from '#http';
import type { ErrorCode } from '#http';
import { UserList } from '../../src/users/user-list.service.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { routeTable } from '../support/route-table.js';
import { TestApp } from '../support/test-app.js';

const EVERYWHERE = {
  'cache-control': expect.stringMatching(/^(no-store|public, max-age=\d+)$/) as string,
  'x-content-type-options': 'nosniff',
  'content-security-policy': expect.stringMatching(
    /^default-src 'none'; .*base-uri 'none'; .*frame-ancestors 'none'/,
  ) as string,
  'referrer-policy': 'no-referrer',
};
/** What may be kept: keys and what there is to be found out are the same for everybody. */
const MAY_BE_KEPT = ['/.well-known/jwks.json', '/.well-known/oauth-authorization-server'];
const METRICS_TOKEN = 'q0w9e8r7t6y5u4i3o2p1';

const CLOSED = "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

describe('headers of answers', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_METRICS_TOKEN: METRICS_TOKEN } });
    admin = await new Given(app).tenant();
  });
  afterAll(() => app.close());

  const expectHeaders = ({ headers, status, text, request }: Response) => {
    expect({ status, ...headers }).toMatchObject({ status, ...EVERYWHERE });
    const { pathname } = new URL(request.url);
    if (!MAY_BE_KEPT.includes(pathname) && !pathname.startsWith('/docs/'))
      expect(headers['cache-control']).toBe('no-store');
    const type: string | undefined = headers['content-type'];
    if (text) expect([pathname, type]).toEqual([pathname, expect.stringMatching(/; charset=utf-8$/)]);
    for (const name of ['server', 'x-powered-by']) expect(headers).not.toHaveProperty(name);
    for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/);
  };

  it('WB-01 every route has them, for nobody and for an administrator', async () => {
    const routes = routeTable(app);
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of routes) {
      const verb = method.toLowerCase() as 'get';
      const address = path.replace(/:[^/]+/, '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d');
      expectHeaders(await app.http[verb](address));
      // logging out and deleting would end what the next routes are asked with
      if (method === 'GET') expectHeaders(await as(app, admin)[verb](address));
    }
    expectHeaders(await app.http.get('/metrics').set('Authorization', `Bearer ${METRICS_TOKEN}`).expect(200));
    expectHeaders(await app.http.get('/docs/swagger-ui.css').expect(200));
  });

  it.each(Object.keys(ERRORS) as ErrorCode[])('WB-01 the error %s has them', async (code) => {
    vi.spyOn(app.get(UserList), 'list').mockRejectedValueOnce(new ApiError(code));
    const answer = await as(app, admin).get('/v1/users').expect(ERRORS[code][0]);
    expectHeaders(answer);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  describe('of pages', () => {
    const OURS = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    };

    it.each(['/activate', '/reset'])(
      'WB-02 %s runs nothing but its own script: nothing inline, nothing from elsewhere, in nobody’s frame',
      async (path) => {
        const { headers, text } = await app.http.get(path).expect(200);
        expect(headers).toMatchObject({
          ...OURS,
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; ${CLOSED}`,
        });
        expect(text).not.toMatch(/\son\w+=|\sstyle=|<style|<script>|javascript:|(src|href)="(\w+:|\/\/)/i);
      },
    );

    it.each([
      ['/password-page.css', 'text/css'],
      ['/password-page.js', 'text/javascript'],
    ])('WB-02 %s is a file of ours, for pages of ours', async (path, type) => {
      const { headers } = await app.http.get(path).expect(200);
      expect(headers).toMatchObject({
        ...OURS,
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': `default-src 'none'; ${CLOSED}`,
        'x-content-type-options': 'nosniff',
      });
    });

    it('WB-02 /docs names each style between its tags by its hash, and allows no other', async () => {
      const { headers, text } = await app.http.get('/docs').expect(200);
      expect(headers).toMatchObject({ ...OURS, 'content-type': 'text/html; charset=utf-8' });
      const policy: string = headers['content-security-policy'];
      expect(policy).toMatch(
        /; script-src 'self'; style-src 'self' 'unsafe-hashes' ('sha256-[\w+/]{43}=' ?)+; /,
      );
      expect(policy).toContain(CLOSED);
      expect(policy).not.toContain('unsafe-inline');
      expect(text).not.toMatch(/\son\w+=|<script>/i);
    });

    it('WB-02 /docs knows the one style that its script brings along', async () => {
      const { text } = await app.http.get('/docs/swagger-ui-standalone-preset.js').expect(200);
      const style = '.logo_small_svg__cls-2{fill:#fff}.logo_small_svg__cls-3{fill:#85ea2d}';
      expect(text.includes(style)).toBe(true); // of a megabyte nobody wants to read that it is not in it
      const { headers } = await app.http.get('/docs').expect(200);
      expect(headers['content-security-policy']).toContain(
        "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
      );
    });

    it.each(['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui-init.js'])(
      'WB-02 %s is a file of ours, for pages of ours',
      async (path) => {
        const { headers } = await app.http.get(path).expect(200);
        expect(headers).toMatchObject({
          ...OURS,
          'content-type': expect.stringMatching(
            /^(text\/css|(text|application)\/javascript); charset=utf-8$/i,
          ),
          'content-security-policy': `default-src 'none'; ${CLOSED}`,
        });
      },
    );
  });
});
