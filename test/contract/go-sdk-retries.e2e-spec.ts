import { DataSource } from 'typeorm';
import { auditTrail } from '../support/audit-trail.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';
import { GoSdk } from './go-sdk.js';

describe('the published Go SDK tries a POST again after a 503', () => {
  let app: TestApp;
  let admin: Person;
  let sdk: GoSdk;

  beforeAll(async () => {
    app = await TestApp.start();
    admin = await new Given(app).tenant();
    sdk = new GoSdk(app, admin);
  });
  afterAll(() => app.close());

  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY);
  const emailId = () => `${unique('again')}@tenant.example`;
  /** An SDK whose first request meets a database that is gone, and the next one that is back. */
  const unlucky = async (retries: number) => {
    await app.get(DataSource).destroy();
    return new GoSdk(app, admin, retries, () => app.get(DataSource).initialize());
  };
  const madeFor = async (address: string) => {
    const trail = await auditTrail(app, admin, { resourceKind: 'user', actionType: 'create' });
    return {
      users: (await sdk.users()).filter(({ spec }) => spec.emailId === address).length,
      entries: trail.filter(({ spec }) => spec.resource.name === address).length,
    };
  };

  it('and one thing was made, since a 503 means that nothing was done', async () => {
    const spec = { emailId: emailId(), firstName: 'Grace', lastName: 'Hopper' };
    const patient = await unlucky(10);
    const uid = await patient.createUser(spec);
    expect(patient.answers.map(({ status }) => status)).toEqual([503, 201]);
    expect(patient.answers[0]?.headers).toMatchObject({ 'retry-after': '1' });
    expect(await sdk.user(uid)).toMatchObject({ spec });
    expect(await madeFor(spec.emailId)).toEqual({ users: 1, entries: 1 });
  });

  describe('with an Idempotency-Key', () => {
    it('and one thing was made, however often it is sent once more', async () => {
      const spec = { emailId: emailId(), firstName: 'Grace', lastName: 'Hopper' };
      const headers = { 'Idempotency-Key': unique('attempt') };
      const patient = await unlucky(10);
      const uid = await patient.createUser(spec, headers);
      // as when the answer is lost
      expect(await sdk.createUser(spec, headers)).toBe(uid);
      expect(await sdk.createUser(spec, headers)).toBe(uid);
      expect(await madeFor(spec.emailId)).toEqual({ users: 1, entries: 1 });
    });

    it('and learns which key was made, whose value is told once', async () => {
      const headers = { 'Idempotency-Key': unique('attempt') };
      const name = unique('once');
      const body = { metadata: { name }, spec: { expiry: inDays(7).toISOString() } };
      const patient = await unlucky(10);
      const { uid } = await patient.call<{ uid: string }>('POST /v1/apiKeys', 201, { headers, body });
      await expect(sdk.call('POST /v1/apiKeys', 201, { headers, body })).rejects.toMatchObject({
        status: 409,
        code: 'AlreadyDone',
        details: { uid },
      });
      expect((await sdk.apiKeys()).filter(({ metadata }) => metadata.name === name)).toHaveLength(1);
    });
  });
});
