import { errorBody, visible } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('GET /v1/users/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    user = await given.user(admin, { firstName: 'Uma', lastName: 'User' });
  });
  afterAll(() => app.close());

  const get = (caller: Parameters<typeof as>[1], uid: string) => as(app, caller).get(`/v1/users/${uid}`);

  describe('200', () => {
    it('for an administrator about anybody, with everything that may be known and nothing else', async () => {
      const { body } = await get(admin, user.uid).expect(200);
      const now = app.clock.now().toISOString();
      expect(body).toEqual({
        metadata: {
          uid: user.uid,
          name: 'Uma User',
          annotations: {},
          labels: {},
          creationTimestamp: now,
          lastModifiedTimestamp: now,
        },
        spec: { emailId: user.emailId, firstName: 'Uma', lastName: 'User', roles: ['User'] },
        status: {
          isActive: true,
          isDisabled: false,
          isLocked: false,
          isPasswordResetting: false,
          activationLink: '',
          passwordResetLink: '',
          lastSignIn: now,
        },
      });
    });

    it('for everybody about themself, by token and by key', async () => {
      const key = await given.apiKey(user);
      for (const caller of [user, key]) {
        const { body } = await get(caller, user.uid).expect(200);
        expect(body).toMatchObject({ metadata: { uid: user.uid }, spec: { emailId: user.emailId } });
      }
    });

    it('names a user by the parts of the name that are there', async () => {
      for (const [spec, name] of [
        [{ firstName: 'Plato', lastName: undefined }, 'Plato'],
        [{ firstName: undefined, lastName: 'Plato' }, 'Plato'],
        [{ firstName: undefined, lastName: undefined }, ''],
      ] as const) {
        const { uid } = await given.pendingUser(admin, spec);
        const { body } = await get(admin, uid).expect(200);
        expect(body).toMatchObject({ metadata: { name } });
      }
    });

    it('shows the activation link to administrators with a token, until it was used', async () => {
      const { uid } = await given.pendingUser(admin);
      const link = await given.activationLink(admin, uid);
      expect(link).toMatch(/\/activate#token=/);
      expect(await linkSeenBy(await given.apiKey(admin), uid)).toBe('');
      const second = await given.user(admin, { roles: ['Tenant Admin'] });
      expect(await linkSeenBy(second, uid)).toMatch(/\/activate#token=/);
      await given.activate(link, PASSWORD);
      expect(await linkSeenBy(admin, uid)).toBe('');
    });

    it('makes a link that is good for an hour from the reading', async () => {
      const start = app.clock.now();
      const { uid } = await given.pendingUser(admin);
      await given.activationLink(admin, uid);
      app.clock.advance(10 * MINUTE);
      const link = await given.activationLink(admin, uid);
      app.clock.advance(59 * MINUTE);
      await given.activate(link, PASSWORD);
      app.clock.set(start);
    });

    async function linkSeenBy(caller: Parameters<typeof as>[1], uid: string): Promise<string> {
      const { body } = await get(caller, uid).expect(200);
      return (body as { status: { activationLink: string } }).status.activationLink;
    }
  });

  describe('403', () => {
    it('for a plain user about anybody else, there or not, in this tenant or another: all alike', async () => {
      const foreign = await given.tenant();
      const key = await given.apiKey(user);
      for (const caller of [user, key]) {
        const answers = [];
        for (const uid of [admin.uid, ABSENT, foreign.uid]) answers.push(await get(caller, uid).expect(403));
        expect(answers[0]?.body).toEqual(errorBody('Forbidden'));
        expect(visible(answers[1] as never)).toEqual(visible(answers[0] as never));
        expect(visible(answers[2] as never)).toEqual(visible(answers[0] as never));
      }
    });
  });

  describe('404', () => {
    it('for an administrator about somebody of another tenant, byte for byte as about nobody (AZ-02)', async () => {
      const foreign = await given.user(await given.tenant());
      const absent = await get(admin, ABSENT).expect(404);
      expect(absent.body).toEqual(errorBody('ResourceNotFound'));
      expect(visible(await get(admin, foreign.uid))).toEqual(visible(absent));
      const root = await given.platformAdmin();
      expect(visible(await get(root, foreign.uid))).toEqual(visible(absent));
    });
  });
});
