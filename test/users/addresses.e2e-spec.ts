import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given, PASSWORD, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { statusesOf } from '../support/statuses.js';
import { TestApp } from '../support/test-app.js';

/** Other spellings of one address: they are the same person, on every engine. */
const SAME: [string, (address: string) => string][] = [
  ['upper case', (address) => address.toUpperCase()],
  ['spaces behind it', (address) => `${address}   `],
  ['spaces before it', (address) => `\t ${address}`],
  ['a no-break space behind it', (address) => `${address}\u00a0`],
  ['full-width letters', (address) => address.replace(/a/g, 'ａ').replace(/d/g, 'ｄ')],
  ['a full-width @', (address) => address.replace('@', '＠')],
  ['a full-width dot', (address) => address.replace(/\./g, '．')],
  ['mathematical letters', (address) => address.replace(/a/g, '\u{1d41a}')],
];
/** Addresses that a loose collation takes for the same, and that are somebody else's. */
const OTHERS: [string, (address: string) => string][] = [
  ['an accent', (address) => address.replace('admin', 'ádmin')],
  ['an accent of its own', (address) => address.replace('admin', 'a\u0301dmin')],
  ['a Cyrillic letter', (address) => address.replace('admin', 'аdmin')],
  ['a dotless i', (address) => address.replace('admin', 'admın')],
  ['a dot', (address) => address.replace('admin', 'ad.min')],
  ['something behind a plus', (address) => address.replace('@', '+1@')],
];
/** Addresses with something in them that nobody sees. */
const INVISIBLE: [string, (address: string) => string][] = [
  ['a zero-width space', (address) => address.replace('admin', 'ad\u200bmin')],
  ['a zero-width joiner', (address) => `\u200d${address}`],
  ['a soft hyphen', (address) => address.replace('@', '\u00ad@')],
  ['a byte order mark inside', (address) => address.replace('admin', 'admin\ufeff')],
  ['a right-to-left mark', (address) => `${address}\u200f`],
  ['a variation selector', (address) => address.replace('admin', 'admin\ufe0f')],
  ['a word joiner', (address) => address.replace('admin', 'a\u2060dmin')],
];

describe('an e-mail address (IN-06)', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let owner: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
    owner = await given.user(admin, {
      emailId: `admin-${unique('collate')}@x.example`,
      firstName: 'The owner',
    });
  });
  afterAll(() => app.close());

  const create = (emailId: string, caller = admin) =>
    as(app, caller).post('/v1/users').send({ spec: { emailId } });
  const logIn = (emailId: string, password = PASSWORD) =>
    app.http.post('/v1/auth/authenticate').send({ emailId, password, org: admin.orgName });
  const taken = () =>
    errorBody('DuplicateResource', { 'spec.emailId': 'must be unique in the organisation' });

  it('that is taken in the organisation is 409', async () => {
    const { body } = await create(owner.emailId).expect(409);
    expect(body).toEqual(taken());
  });

  describe.each(SAME)('with %s is the same address', (_, spell) => {
    it('and cannot be registered again: 409', async () => {
      const { body } = await create(spell(owner.emailId)).expect(409);
      expect(body).toEqual(taken());
    });

    it('and cannot be given to somebody else by a change: 409', async () => {
      const { uid } = await given.pendingUser(admin);
      const { body } = await as(app, admin)
        .put(`/v1/users/${uid}`)
        .send({ spec: { emailId: spell(owner.emailId) } })
        .expect(409);
      expect(body).toEqual(taken());
    });

    it('and logs the same person in', async () => {
      const { body } = await logIn(spell(owner.emailId)).expect(200);
      const { Authorization } = body as { Authorization: string };
      const info = await app.http.get('/v1/users/info').set('Authorization', Authorization).expect(200);
      expect(info.body).toMatchObject({ userUid: owner.uid });
    });
  });

  describe.each(OTHERS)('with %s is another address', (_, spell) => {
    it('which does not log its look-alike in', async () => {
      const { body } = await logIn(spell(owner.emailId)).expect(401);
      expect(body).toEqual(errorBody('LoginFailed'));
    });
  });

  it('of somebody else that looks alike can be registered, and each logs in as themself', async () => {
    const base = `admin-${unique('twins')}@x.example`;
    const people = new Map<string, string>();
    for (const spell of [(address: string) => address, ...OTHERS.map(([, each]) => each)]) {
      const emailId = spell(base).normalize('NFKC');
      if (people.has(emailId)) continue;
      people.set(emailId, (await given.user(admin, { emailId })).uid);
    }
    expect(people.size).toBe(6);
    for (const [emailId, uid] of people) {
      const token = await given.token(emailId, PASSWORD, admin.orgName);
      const { body } = await app.http.get('/v1/users/info').set('Authorization', token).expect(200);
      expect(body).toMatchObject({ userUid: uid });
    }
  });

  describe.each(INVISIBLE)('with %s is none', (_, spell) => {
    it('and cannot be registered as a double: 400', async () => {
      const { body } = await create(spell(owner.emailId)).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { 'spec.emailId': 'must be an e-mail address' }));
    });

    it('and logs nobody in', async () => {
      const { body } = await logIn(spell(owner.emailId)).expect(401);
      expect(body).toEqual(errorBody('LoginFailed'));
    });
  });

  it('that has a second @ in NFKC is none, wherever one is given: 400, and nobody has it', async () => {
    const emailId = 'a＠evil.example@x.example';
    const root = await given.platformAdmin();
    const tenant = { orgName: unique('org'), emailId: 'hank@x.example' };
    const founder = { token: 'setup_x', orgName: unique('org'), emailId, password: PASSWORD };
    const answers = [
      await create(emailId),
      await as(app, admin).put(`/v1/users/${owner.uid}`).send({ spec: { emailId } }),
      await as(app, admin)
        .patch(`/v1/users/${owner.uid}`)
        .send([{ op: 'replace', path: '/spec/emailId', value: emailId }]),
      await as(app, root)
        .post('/v1/tenants')
        .send({ spec: { ...tenant, emailId } }),
      await as(app, root)
        .post('/v1/tenants')
        .send({ spec: { ...tenant, orgEmailId: emailId } }),
      await as(app, admin)
        .put(`/v1/tenants/${admin.tenantUid}`)
        .send({ spec: { orgEmailId: emailId } }),
      await app.http.post('/v1/setup').send(founder),
    ];
    for (const { status, body } of answers)
      expect({ status, text: JSON.stringify(body) }).toEqual({
        status: 400,
        text: expect.stringContaining('must be an e-mail address') as string,
      });
    await logIn(emailId).expect(401);
    const { text } = await as(app, admin).get('/v1/users?limit=0').expect(200);
    expect(text).not.toContain('evil.example');
  });

  it('is kept as it was typed, in NFKC and without white space around', async () => {
    const emailId = `Grace.${unique('Hopper')}@ACME.Example`;
    const { body } = await create(`  ${emailId.replace('@', '＠')} `).expect(201);
    const user = await as(app, admin)
      .get(`/v1/users/${(body as { uid: string }).uid}`)
      .expect(200);
    expect(user.body).toMatchObject({ spec: { emailId } });
  });

  it('whose lower case is longer than what fits is 400, not a fault of the database', async () => {
    await create(`a@${'İ'.repeat(200)}.example`).expect(400);
    await create(`a@${'İ'.repeat(100)}.example`).expect(201);
  });

  it('may be the same in two organisations: two people, with passwords and states of their own (AZ-15)', async () => {
    const other = await given.tenant();
    const twin = await given.user(other, { emailId: owner.emailId });
    expect(twin.uid).not.toBe(owner.uid);
    await as(app, other).put(`/v1/users/${twin.uid}/state`).send({ isActive: false }).expect(204);
    await as(app, owner).get('/v1/users/info').expect(200);
    await as(app, twin).get('/v1/users/info').expect(401);
    await given.token(owner.emailId, PASSWORD, admin.orgName);
    await as(app, other).delete(`/v1/users/${twin.uid}`).expect(204);
    await as(app, owner).get('/v1/users/info').expect(200);
  });

  it('that many register at once is given to one of them (MI-04)', async () => {
    const emailId = `${unique('race')}@x.example`;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => create(at % 2 ? emailId : emailId.toUpperCase())),
    );
    expect(statusesOf(answers)).toEqual([201, ...Array<number>(11).fill(409)]);
    const { body } = await as(app, admin).get('/v1/users?limit=0').expect(200);
    const { items } = body as { items: { spec: { emailId: string } }[] };
    expect(items.filter(({ spec }) => spec.emailId.toLowerCase() === emailId)).toHaveLength(1);
  });
});
