import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { DAY, HOUR } from '../support/test-clock.js';

describe('GET /v1/apiKeys/{uid}', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  afterAll(() => app.close());

  describe('200', () => {
    it('shows everything about a key but its value', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin, { firstName: 'Grace', lastName: 'Hopper' });
      const made = app.clock.now().toISOString();
      const { body: key } = await as(app, admin)
        .post('/v1/apiKeys')
        .send({
          metadata: {
            name: 'nightly',
            annotations: { description: 'Backup', team: 'ops' },
            labels: { env: 'prod' },
          },
          spec: { expiry: '2031-02-03T04:05:06.789Z', userUid: user.uid },
        })
        .expect(201);
      const { body } = await as(app, user).get(`/v1/apiKeys/${key.uid}`).expect(200);
      expect(body).toEqual({
        metadata: {
          uid: key.uid,
          name: 'nightly',
          annotations: { description: 'Backup', team: 'ops' },
          labels: { env: 'prod' },
          creationTimestamp: made,
          lastModifiedTimestamp: made,
        },
        spec: {
          expiry: '2031-02-03T04:05:06.789Z',
          user: { uid: user.uid, firstName: 'Grace', lastName: 'Hopper', emailId: user.emailId },
          keyFragment: `${key.apiKey.slice(0, 7)}...${key.apiKey.slice(-4)}`,
          createdByUid: admin.uid,
        },
        status: { isActive: true, state: 'active', isExpiring: false },
      });
    });

    it('shows the owner by the name and address they have now', async () => {
      const admin = await given.tenant();
      const user = await given.user(admin);
      const { uid } = await given.apiKey(user);
      const emailId = `renamed-${user.emailId}`;
      await as(app, admin)
        .put(`/v1/users/${user.uid}`)
        .send({ spec: { emailId, firstName: 'Grace', lastName: 'Hopper', roles: ['User'] } })
        .expect(204);
      const { body } = await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(200);
      expect(body.spec.user).toEqual({ uid: user.uid, firstName: 'Grace', lastName: 'Hopper', emailId });
    });

    it('tells the state as it is at this instant, with no job running', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin, {
        expiresInDays: undefined,
        expiry: new Date(app.clock.now().getTime() + DAY).toISOString(),
      });
      app.clock.advance(DAY - 1);
      const token = await given.token(admin.emailId, admin.password);
      const status = async () =>
        (
          await as(app, { ...admin, token })
            .get(`/v1/apiKeys/${uid}`)
            .expect(200)
        ).body.status;
      expect(await status()).toEqual({ isActive: true, state: 'active', isExpiring: true });
      app.clock.advance(1);
      expect(await status()).toEqual({ isActive: false, state: 'expired', isExpiring: false });
    });

    it('lets a key read itself and the other keys of its owner', async () => {
      const user = await given.user(await given.tenant());
      const key = await given.apiKey(user);
      const sibling = await given.apiKey(user);
      for (const { uid } of [key, sibling])
        expect((await as(app, key).get(`/v1/apiKeys/${uid}`).expect(200)).body.metadata.uid).toBe(uid);
    });
  });

  describe('401', () => {
    it('answers nobody without a credential, and nobody whose session is over', async () => {
      const admin = await given.tenant();
      const { uid } = await given.apiKey(admin);
      expect((await app.http.get(`/v1/apiKeys/${uid}`).expect(401)).body).toEqual(
        errorBody('NotAuthenticated'),
      );
      app.clock.advance(HOUR);
      expect((await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(401)).body).toEqual(
        errorBody('NotAuthenticated'),
      );
    });
  });

  describe('404', () => {
    it('says so for what is no uid, without a look into the table of keys', async () => {
      const admin = await given.tenant();
      for (const uid of ['x', '%27', '..%2fusers', 'A'.repeat(300), '01990F6E-8D1B-7C3F-8E42-1A2B3C4D5E6F']) {
        const queries = await app.countQueries(async () => {
          const { body } = await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(404);
          expect(body).toEqual(errorBody('ResourceNotFound'));
        });
        expect(queries).toBe(1); // the caller's credential
      }
    });
  });
});
