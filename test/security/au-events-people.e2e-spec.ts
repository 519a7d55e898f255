import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { WRONG } from '../support/lockouts.js';
import { NEW_PASSWORD, resetToken, setByLink } from '../support/password-links.js';
import { TestApp } from '../support/test-app.js';
import { HOUR } from '../support/test-clock.js';
import { claimsOf } from '../support/tokens.js';
import { byToken, byVisitor, NEW_UID, on, once } from '../support/told-once.js';
import type { Told } from '../support/told-once.js';

describe('what the audit trail tells of changes to people and roles', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    app.clock.advance(123); // times are told with their milliseconds
  });
  beforeEach(async () => {
    app.clock.advance(HOUR); // whatever was counted of one address is forgotten
    admin = await given.tenant();
    user = await given.user(admin);
  });
  afterAll(() => app.close());

  describe('of people', () => {
    const told = (action: string, { uid, emailId } = user): Told => ({
      ...byToken(admin),
      action,
      ...on('user', uid, emailId),
    });
    const path = () => `/v1/users/${user.uid}`;

    it('AU-01 that one is made and activates the account', async () => {
      const emailId = `${unique('new')}@tenant.example`;
      const spec = { firstName: 'New', lastName: 'Comer', emailId };
      await once(app, 'POST /v1/users', () => as(app, admin).post('/v1/users').send({ spec }).expect(201), {
        ...told('user.create', { ...user, uid: NEW_UID, emailId }),
        actionType: 'create',
      });
      const pending = await given.pendingUser(admin);
      const link = await given.activationLink(admin, pending.uid);
      const token = link.slice(link.indexOf('=') + 1);
      await once(
        app,
        'PATCH /v1/auth/password/:passwordToken/activate',
        () => setByLink(app, 'activate', token).expect(204),
        {
          ...byVisitor({ ...pending, tenantUid: admin.tenantUid }),
          action: 'password.activate',
          ...on('user', pending.uid, pending.emailId),
        },
      );
    });

    it('AU-01 that one is changed, patched, disabled, enabled and deleted', async () => {
      await once(
        app,
        'PUT /v1/users/:uid',
        () =>
          as(app, admin)
            .put(path())
            .send({ spec: { firstName: 'Una', lastName: 'User', emailId: user.emailId } })
            .expect(204),
        told('user.update'),
      );
      await once(
        app,
        'PATCH /v1/users/:uid',
        () =>
          as(app, admin)
            .patch(path())
            .send([{ op: 'replace', path: '/spec/lastName', value: 'Patched' }])
            .expect(204),
        told('user.update'),
      );
      const state = (isActive: boolean) => as(app, admin).put(`${path()}/state`).send({ isActive });
      await once(app, 'PUT /v1/users/:uid/state', () => state(false).expect(204), told('user.disable'));
      await once(app, 'PUT /v1/users/:uid/state', () => state(true).expect(204), told('user.enable'));
      await once(app, 'DELETE /v1/users/:uid', () => as(app, admin).delete(path()).expect(204), {
        ...told('user.delete'),
        actionType: 'delete',
      });
    });

    it('AU-01 their passwords: changed, refused, to be reset, reset', async () => {
      const CHANGE = 'PATCH /v1/users/:uid/password/change';
      const change = (currentPassword: string) =>
        as(app, user).patch(`${path()}/password/change`).send({ currentPassword, newPassword: NEW_PASSWORD });
      await once(app, CHANGE, () => change(WRONG).expect(400), {
        ...byToken(user),
        action: 'password.refuseChange',
        ...on('user', user.uid, user.emailId),
      });
      await once(app, CHANGE, () => change(PASSWORD).expect(204), {
        ...byToken(user),
        action: 'password.change',
        ...on('user', user.uid, user.emailId),
      });
      const open = () => as(app, admin).patch(`${path()}/password/reset`).expect(204);
      await once(app, 'PATCH /v1/users/:uid/password/reset', open, told('password.requestReset'));
      const token = await resetToken(app, admin, user.uid);
      await once(
        app,
        'PATCH /v1/auth/password/:passwordToken/reset',
        () => setByLink(app, 'reset', token, PASSWORD).expect(204),
        { ...byVisitor(user), action: 'password.reset', ...on('user', user.uid, user.emailId) },
      );
    });

    it('AU-01 their sessions: one ended by an administrator, revoked by its token, all at once', async () => {
      const { sid } = claimsOf(user.token);
      const other = await given.token(user.emailId, PASSWORD);
      await once(
        app,
        'DELETE /v1/auth/sessions/:uid',
        () => as(app, admin).delete(`/v1/auth/sessions/${sid}`).expect(204),
        { ...byToken(admin), action: 'session.end', ...on('session', sid) },
      );
      await once(
        app,
        'POST /v1/users/auth/tokens/revoke',
        () =>
          as(app, admin)
            .post('/v1/users/auth/tokens/revoke')
            .send({ tokens: [other] })
            .expect(204),
        { ...byToken(admin), action: 'session.revoke', ...on('session', claimsOf(other).sid) },
      );
      await given.token(user.emailId, PASSWORD);
      await once(
        app,
        'DELETE /v1/auth/sessions',
        () => as(app, admin).delete('/v1/auth/sessions').query({ userUid: user.uid }).expect(204),
        told('session.endAll'),
      );
    });
  });

  describe('of roles', () => {
    const told = (action: string, uid: string): Told => ({
      ...byToken(admin),
      action,
      ...on('role', uid),
    });

    it('AU-01 that one is made, cloned, changed, given, taken and deleted', async () => {
      const uid = await given.role(admin, ['user.list']);
      const path = `/v1/roles/${uid}`;
      const named = (name: string) => ({ metadata: { name }, spec: { permissions: ['user.get'] } });
      const asAdmin = as(app, admin);
      await once(app, 'POST /v1/roles', () => asAdmin.post('/v1/roles').send(named('made')).expect(201), {
        ...told('role.create', NEW_UID),
      });
      await once(
        app,
        'POST /v1/roles/:uid/clone',
        () =>
          asAdmin
            .post(`${path}/clone`)
            .send({ metadata: { name: 'cloned' } })
            .expect(201),
        told('role.create', NEW_UID),
      );
      await once(
        app,
        'PUT /v1/roles/:uid',
        () => asAdmin.put(path).send(named('changed')).expect(204),
        told('role.update', uid),
      );
      for (const roles of [[uid], []])
        await once(
          app,
          'PUT /v1/users/:uid/roles',
          () => asAdmin.put(`/v1/users/${user.uid}/roles`).send({ roles }).expect(204),
          {
            ...byToken(admin),
            action: 'user.update',
            ...on('user', user.uid, user.emailId),
          },
        );
      await once(
        app,
        'DELETE /v1/roles/:uid',
        () => asAdmin.delete(path).expect(204),
        told('role.delete', uid),
      );
    });
  });
});
