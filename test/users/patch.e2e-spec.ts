import { errorBody, visible } from '../support/answers.js';
import { auditTrail } from '../support/audit-trail.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { IssuedKey, Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ABSENT = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';

describe('PATCH /v1/users/{uid}', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let user: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  beforeEach(async () => {
    user = await given.user(admin, { firstName: 'Grace', lastName: 'Hopper', roles: ['User'] });
  });
  afterAll(() => app.close());

  const patch = (who: Person | IssuedKey, uid: string, operations: unknown) =>
    as(app, who)
      .patch(`/v1/users/${uid}`)
      .send(operations as object);
  const read = async () =>
    (await as(app, admin).get(`/v1/users/${user.uid}`).expect(200)).body as {
      metadata: { name: string; annotations: object; labels: object };
      spec: { emailId: string; firstName: string; lastName: string; roles: string[] };
    };

  describe('204', () => {
    it('applies one operation after the other (RFC 6902)', async () => {
      await patch(admin, user.uid, [
        { op: 'test', path: '/spec/firstName', value: 'Grace' },
        { op: 'replace', path: '/spec/lastName', value: ' Murray ' },
        { op: 'add', path: '/metadata/labels/team', value: 'navy' },
        { op: 'copy', from: '/metadata/labels/team', path: '/metadata/labels/corps' },
        { op: 'move', from: '/metadata/labels/team', path: '/metadata/labels/crew' },
        { op: 'add', path: '/metadata/annotations', value: { description: 'admiral' } },
      ]).expect(204);
      expect(await read()).toMatchObject({
        metadata: {
          name: 'Grace Murray',
          annotations: { description: 'admiral' },
          labels: { corps: 'navy', crew: 'navy' },
        },
        spec: { firstName: 'Grace', lastName: 'Murray', roles: ['User'] },
      });
    });

    it('takes away names, maps and roles', async () => {
      await patch(admin, user.uid, [
        { op: 'add', path: '/metadata/labels', value: { a: 'b' } },
        { op: 'remove', path: '/metadata/labels' },
        { op: 'remove', path: '/spec/lastName' },
        { op: 'remove', path: '/spec/roles/0' },
      ]).expect(204);
      expect(await read()).toMatchObject({ metadata: { name: 'Grace', labels: {} }, spec: { lastName: '' } });
      const { body } = await as(app, admin).get(`/v1/users/${user.uid}/roles`);
      expect(body).toMatchObject({ roles: [] });
    });

    it('gives roles, by uid or by name', async () => {
      const uid = await given.role(admin, ['user.list']);
      await patch(admin, user.uid, [
        { op: 'add', path: '/spec/roles/-', value: uid },
        { op: 'add', path: '/spec/roles/-', value: 'Tenant Viewer' },
      ]).expect(204);
      expect((await read()).spec.roles).toHaveLength(3);
      await as(app, user).get('/v1/users').expect(200);
    });

    it('comes as application/json-patch+json too', async () => {
      await as(app, admin)
        .patch(`/v1/users/${user.uid}`)
        .set('Content-Type', 'application/json-patch+json')
        .send(JSON.stringify([{ op: 'replace', path: '/spec/firstName', value: 'G.' }]))
        .expect(204);
      expect((await read()).spec.firstName).toBe('G.');
    });

    it('lets users change their own names, and administrators with a key those of others', async () => {
      await patch(user, user.uid, [{ op: 'replace', path: '/spec/firstName', value: 'G' }]).expect(204);
      const key = await given.apiKey(admin);
      await patch(key, user.uid, [{ op: 'replace', path: '/spec/lastName', value: 'H' }]).expect(204);
      expect((await read()).metadata.name).toBe('G H');
    });

    it('leaves one audit entry, which names what differs and nothing else', async () => {
      await patch(admin, user.uid, [
        { op: 'replace', path: '/spec/firstName', value: 'Grace' },
        { op: 'replace', path: '/spec/lastName', value: 'Murray' },
        { op: 'replace', path: '/spec/lastName', value: 'M.' },
      ]).expect(204);
      const trail = await auditTrail(app, admin, { resourceUid: user.uid, actionType: 'update' });
      const changes = trail.filter(({ spec }) => spec.actionMsg === 'user.update');
      expect(changes.map(({ spec }) => spec.contentMsg)).toEqual([
        `User "${user.emailId}" was changed: lastName.`,
      ]);
    });

    it('changes and records nothing when nothing comes of it', async () => {
      const before = await read();
      await patch(admin, user.uid, []).expect(204);
      await patch(admin, user.uid, [{ op: 'replace', path: '/spec/firstName', value: 'Grace' }]).expect(204);
      expect(await read()).toEqual(before);
    });

    it('loses none of many at once (MI-04)', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          patch(admin, user.uid, [{ op: 'add', path: `/metadata/labels/l${at}`, value: `${at}` }]),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
      expect(Object.keys((await read()).metadata.labels)).toHaveLength(8);
    });
  });

  describe('400', () => {
    it.each<[unknown, string]>([
      [{ op: 'replace', path: '/spec/firstName', value: 'x' }, 'body'],
      [{}, 'body'],
      [[{ op: 'replace', path: '/spec/firstName', value: null }], '0.value'],
      [[{ op: 'replace', path: '/spec/passwordHash', value: 'x' }], '0.path'],
      [[{ op: 'replace', path: '/status/isActive', value: false }], '0.path'],
      [[{ op: 'replace', path: '/metadata/uid', value: 'x' }], '0.path'],
      [[{ op: 'remove', path: '/metadata/labels/none' }], '0.path'],
      [[{ op: 'remove', path: '/spec/emailId' }], 'spec.emailId'],
      [[{ op: 'replace', path: '/spec/emailId', value: 'no address' }], 'spec.emailId'],
      [[{ op: 'replace', path: '/spec/firstName', value: 7 }], 'spec.firstName'],
      [[{ op: 'replace', path: '/spec/firstName', value: 'x'.repeat(129) }], 'spec.firstName'],
      [[{ op: 'add', path: '/metadata/labels/x', value: { deep: 'map' } }], 'metadata.labels'],
      [[{ op: 'add', path: '/spec/roles/-', value: 'Owner' }], 'spec.roles'],
      [[{ op: 'replace', path: '/spec/roles', value: 'User' }], 'spec.roles'],
    ])('for %j, naming %s; nothing is changed', async (operations, field) => {
      const before = await read();
      const { body } = await patch(admin, user.uid, operations).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [field]: expect.any(String) }));
      expect(await read()).toEqual(before);
    });

    it('all of it or nothing: a later bad operation undoes the earlier ones', async () => {
      await patch(admin, user.uid, [
        { op: 'replace', path: '/spec/firstName', value: 'changed' },
        { op: 'remove', path: '/metadata/labels/none' },
      ]).expect(400);
      expect((await read()).spec.firstName).toBe('Grace');
    });

    it('says which paths there are', async () => {
      const { body } = await patch(admin, user.uid, [{ op: 'remove', path: '/spec' }]).expect(400);
      expect((body as { details: Record<string, string> }).details['0.path']).toContain('/spec/firstName');
    });
  });

  describe('403', () => {
    it('for what only administrators change: roles and addresses', async () => {
      await patch(user, user.uid, [{ op: 'add', path: '/spec/roles/-', value: 'Tenant Admin' }]).expect(403);
      await patch(user, user.uid, [{ op: 'replace', path: '/spec/emailId', value: 'x@y.example' }]).expect(
        403,
      );
    });

    it('for a colleague, and for somebody who may do more', async () => {
      const operations = [{ op: 'replace', path: '/spec/firstName', value: 'x' }];
      await patch(user, admin.uid, operations).expect(403);
      const helper = await given.user(admin, { roles: [await given.role(admin, ['user.update'])] });
      await patch(helper, admin.uid, operations).expect(403);
      await patch(helper, user.uid, [{ op: 'add', path: '/spec/roles/-', value: 'Tenant Viewer' }]).expect(
        403,
      );
    });

    it('for a new address by a key', async () => {
      const { body } = await patch(await given.apiKey(admin), user.uid, [
        { op: 'replace', path: '/spec/emailId', value: 'x@y.example' },
      ]).expect(403);
      expect(body).toEqual(errorBody('TokenRequired'));
    });
  });

  it('404 for another organisation’s user as for one that there is not (AZ-02)', async () => {
    const stranger = await given.tenant();
    const operations = [{ op: 'replace', path: '/spec/firstName', value: 'x' }];
    const foreign = await patch(stranger, user.uid, operations).expect(404);
    expect(visible(foreign)).toEqual(visible(await patch(stranger, ABSENT, operations)));
  });

  describe('409', () => {
    it('for a test that does not hold; nothing is changed', async () => {
      const { body } = await patch(admin, user.uid, [
        { op: 'replace', path: '/spec/lastName', value: 'changed' },
        { op: 'test', path: '/spec/firstName', value: 'Ada' },
      ]).expect(409);
      expect(body).toEqual(errorBody('PatchTestFailed', { '1': 'does not hold' }));
      expect((await read()).spec.lastName).toBe('Hopper');
    });

    it('for an address that is taken, and for the last administrator', async () => {
      const other = await given.pendingUser(admin, { emailId: `${unique('taken')}@tenant.example` });
      await patch(admin, user.uid, [{ op: 'replace', path: '/spec/emailId', value: other.emailId }]).expect(
        409,
      );
      const { body } = await patch(admin, admin.uid, [
        { op: 'replace', path: '/spec/roles', value: [] },
      ]).expect(409);
      expect(body).toEqual(errorBody('LastAdministrator'));
    });
  });

  it('415 for the media type of patches anywhere else', async () => {
    const send = (method: 'post' | 'put', path: string) => {
      const caller = as(app, admin);
      return caller[method](path)
        .set('Content-Type', 'application/json-patch+json')
        .send('{"spec":{"firstName":"x"}}');
    };
    await send('put', `/v1/users/${user.uid}`).expect(415);
    await send('post', '/v1/users').expect(415);
  });
});
