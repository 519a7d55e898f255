import { as } from '../support/caller.js';
import { errorBody } from '../support/answers.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('input', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    admin = await new Given(app).tenant();
  });
  afterAll(() => app.close());

  const create = (body: object) => as(app, admin).post('/v1/users').send(body);
  const address = () => `${unique('input')}@x.example`;

  it('that is wrong in many places is answered with every place at once, by its path', async () => {
    const { body } = await create({
      metadata: { annotations: ['a'], labels: { a: 1 }, unknown: 1 },
      spec: { emailId: 'nobody', firstName: 1, roles: 'User', isTenantAdmin: true },
      more: {},
    }).expect(400);
    const map = 'must map at most 64 names to texts of at most 1024 characters';
    expect(body).toEqual(
      errorBody('InvalidInput', {
        'metadata.annotations': map,
        'metadata.labels': map,
        'metadata.unknown': 'is not a known field',
        'spec.emailId': 'must be an e-mail address',
        'spec.firstName': 'must be a text',
        'spec.roles': 'must be a list',
        'spec.isTenantAdmin': 'is not a known field',
        more: 'is not a known field',
      }),
    );
  });

  it.each([
    ['text', { spec: { emailId: 7 } }, 'spec.emailId', 'must be a text'],
    ['text', { spec: { emailId: ['a@b.co'] } }, 'spec.emailId', 'must be a text'],
    ['text', { spec: { emailId: { eq: 'a@b.co' } } }, 'spec.emailId', 'must be a text'],
    ['text', { spec: { emailId: 'a@b.co', firstName: true } }, 'spec.firstName', 'must be a text'],
    ['list', { spec: { emailId: 'a@b.co', roles: { 0: 'User' } } }, 'spec.roles', 'must be a list'],
    ['list', { spec: { emailId: 'a@b.co', roles: [{}] } }, 'spec.roles', 'must hold texts only'],
    ['object', { spec: 'x' }, 'spec', 'must be an object'],
    ['object', { spec: [{ emailId: 'a@b.co' }] }, 'spec', 'must be an object'],
    ['object', { spec: { emailId: 'a@b.co' }, metadata: [] }, 'metadata', 'must be an object'],
  ])('is not turned into a %s from something else: %j (IN-04)', async (_, input, field, message) => {
    const { body } = await create(input).expect(400);
    expect(body).toEqual(errorBody('InvalidInput', { [field]: message }));
  });

  it.each(['false', 'true', 0, 1, [true], {}, ''])(
    '%j is neither true nor false (IN-04)',
    async (isActive) => {
      const { uid } = await new Given(app).pendingUser(admin);
      const { body } = await as(app, admin).put(`/v1/users/${uid}/state`).send({ isActive }).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { isActive: 'must be true or false' }));
    },
  );

  it('that is null or a zero time means "absent", as the Go SDK sends it', async () => {
    const zero = '0001-01-01T00:00:00.000Z';
    const metadata = {
      creationTimestamp: zero,
      deletionTimestamp: zero,
      lastModifiedTimestamp: zero,
      annotations: null,
      labels: null,
      name: '',
      uid: '',
    };
    await create({
      metadata,
      spec: { emailId: address(), firstName: null, lastName: null, roles: null, teams: null },
    }).expect(201);
  });

  describe('in a query', () => {
    const list = (query: string) => as(app, admin).get(`/v1/users?${query}`);

    it.each([
      ['limit=1&limit=2', 'limit'],
      ['continue=a&continue=b', 'continue'],
      ['limit=5&offset=1&offset=1', 'offset'],
    ])('that is given twice is refused: %s (IN-07)', async (query, name) => {
      const { body } = await list(query).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [name]: 'must be given once' }));
    });

    it('that is given twice is refused also where no query is read', async () => {
      const { body } = await app.http.get('/health/live?a=1&a=2').expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { a: 'must be given once' }));
    });

    it.each([
      'limit[]=1',
      'limit[eq]=1',
      'tenantUid=x',
      'filter[tenantUid]=x',
      'Limit=1',
      'userUid=x',
      'limi%74%20=1',
    ])('that is not known is refused by name: %s', async (query) => {
      const name = decodeURIComponent(query.split('=')[0] ?? '');
      const { body } = await list(query).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { [name]: 'is not a known field' }));
    });

    it.each(['-1', '10001', '1.5', '1e3', '0x10', 'NaN', '', 'all', '1%00', '%201'])(
      'limit=%s is refused (IN-10)',
      async (limit) => {
        const { body } = await list(`limit=${limit}`).expect(400);
        expect(body).toEqual(errorBody('InvalidInput', { limit: 'must be a whole number from 0 to 10000' }));
      },
    );

    it.each(['x', 'W10.x', '%00', "' OR 1=1 --", 'e30.', '..'])('continue=%s is refused', async (cursor) => {
      const { body } = await list(`continue=${encodeURIComponent(cursor)}`).expect(400);
      expect(['InvalidCursor', 'InvalidInput']).toContain((body as { code: string }).code);
    });
  });

  describe('in a path', () => {
    it.each([
      'x',
      "1' OR '1'='1",
      '%00',
      '01990F6E-7C2A-7B1E-9D53-0C1F2A3B4C5D',
      '01990f6e7c2a7b1e9d530c1f2a3b4c5d',
      '{"$ne":""}',
      '..%2f..%2fetc',
      '*',
      'undefined',
      'null',
      '[object Object]',
    ])(
      'that cannot be a uid is a thing that is not there, without a look into the database: %s',
      async (uid) => {
        const path = `/v1/users/${encodeURIComponent(uid)}`;
        const known = await app.countQueries(() => as(app, admin).get('/v1/users/info').expect(200));
        const asked = await app.countQueries(async () => {
          const { body } = await as(app, admin).get(path).expect(404);
          expect(body).toEqual(errorBody('ResourceNotFound'));
        });
        expect(asked).toBe(known);
      },
    );
  });
});
