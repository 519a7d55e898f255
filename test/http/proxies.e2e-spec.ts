import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { BOOTSTRAP, TestApp } from '../support/test-app.js';

describe('the address of a client', () => {
  let app: TestApp;

  afterEach(() => app.close());

  /** Logs in with each of these headers. @returns the addresses that the audit trail has for them. */
  const addressesFor = async (trusted: string, forwarded: string[]): Promise<string[]> => {
    app = await TestApp.start({ env: { LATCHKEY_TRUSTED_PROXIES: trusted } });
    const { emailId, password } = BOOTSTRAP;
    for (const from of forwarded) {
      const login = app.http.post('/v1/auth/authenticate').set('X-Forwarded-For', from);
      await login.send({ emailId, password }).expect(200);
    }
    const root = await new Given(app).platformAdmin();
    const { body } = await as(app, root).get('/v1/audits?resourceKind=session').expect(200);
    const ips = (body as { items: { spec: { actor: { ip: string } } }[] }).items.map(
      ({ spec }) => spec.actor.ip,
    );
    return ips.slice(1).toReversed();
  };

  it('is what a trusted proxy reports, from right to left (LG-07), and nothing that is no address', async () => {
    const forwarded = [
      '203.0.113.7',
      '198.51.100.1, 203.0.113.7',
      '2001:db8::1',
      'x'.repeat(100),
      '"><script>',
    ];
    expect(await addressesFor('127.0.0.1,::1', forwarded)).toEqual([
      '203.0.113.7',
      '203.0.113.7',
      '2001:db8::1',
      '',
      '',
    ]);
  });

  it('is not what a client says of itself', async () => {
    const [address] = await addressesFor('', ['203.0.113.7']);
    expect(address).toContain('127.0.0.1');
  });
});
