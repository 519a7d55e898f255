import { errorBody } from '../support/answers.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';

const NOT_A_TIME = 'must be an RFC 3339 time such as 2030-01-31T12:00:00.000Z';
const NOT_A_MAP = 'must map at most 64 names to texts of at most 1024 characters';
const texts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, 'x']));

describe('POST /v1/apiKeys, what the body may hold', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  const post = (body?: string | object) => {
    const call = as(app, admin).post('/v1/apiKeys');
    return body === undefined ? call : call.set('Content-Type', 'application/json').send(body);
  };
  const create = (spec: unknown, metadata: unknown = { name: 'backup' }) => post({ metadata, spec });
  const read = async (uid: string) => (await as(app, admin).get(`/v1/apiKeys/${uid}`).expect(200)).body;

  async function refused(call: ReturnType<typeof post>, details: Record<string, string>): Promise<void> {
    const { body } = await call.expect(400);
    expect(body).toEqual(errorBody('InvalidInput', details));
    const keys = await as(app, admin).get('/v1/apiKeys').expect(200);
    expect(keys.body.listmeta.count).toBe(0);
  }

  describe('400: the expiry (AK-07)', () => {
    it.each([
      ['a day that no calendar has', '2030-02-30T00:00:00Z'],
      ['29 February of a common year', '2031-02-29T00:00:00Z'],
      ['a thirteenth month', '2030-13-01T00:00:00Z'],
      ['hour 24', '2030-03-01T24:00:00Z'],
      ['a leap second', '2030-06-30T23:59:60Z'],
      ['a year of six digits', '+275760-09-13T00:00:00.000Z'],
      ['a week date', '2030-W05-1T00:00:00Z'],
      ['the basic format', '20300301T000000Z'],
      ['a day without a time', '2030-03-01'],
      ['a time without a zone', '2030-03-01T00:00:00'],
      ['a blank for the T', '2030-03-01 00:00:00Z'],
      ['an offset that no place has', '2030-03-01T00:00:00+24:00'],
      ['words', 'tomorrow'],
      ['white space around', ' 2030-03-01T00:00:00Z'],
      ['an empty text', ''],
      ['a number', 1_898_553_600_000],
      ['a list', ['2030-03-01T00:00:00Z']],
      ['an object', { $gt: '2030-03-01T00:00:00Z' }],
      ['true', true],
    ])('is no RFC 3339 time: %s', (_case, expiry) =>
      refused(create({ expiry }), { 'spec.expiry': NOT_A_TIME }),
    );

    it.each([
      ['this very instant', '2030-01-01T00:00:00.000Z'],
      ['a millisecond ago', '2029-12-31T23:59:59.999Z'],
      ['this instant, in another time zone', '2030-01-01T01:00:00+01:00'],
      ['the year 1', '0001-01-02T00:00:00Z'],
    ])('is not in the future: %s', (_case, expiry) =>
      refused(create({ expiry }), { 'spec.expiry': 'must be in the future' }),
    );

    it.each([
      ['three days more', '2040-01-04T00:00:00.000Z'],
      ['the last year that can be written', '9999-12-31T23:59:59.999Z'],
    ])('is more than ten years ahead: %s', (_case, expiry) =>
      refused(create({ expiry }), { 'spec.expiry': 'must be at most ten years ahead' }),
    );

    it.each([
      ['nothing at all', {}],
      ['null', { expiry: null, expiresInDays: null }],
      ['the zero time of Go clients', { expiry: '0001-01-01T00:00:00.000Z' }],
    ])('is missing: %s', (_case, spec) =>
      refused(create(spec), { 'spec.expiry': 'is needed: give spec.expiry or spec.expiresInDays' }),
    );

    it('is asked for twice', () =>
      refused(create({ expiry: '2030-02-01T00:00:00Z', expiresInDays: 30 }), {
        'spec.expiry': 'must be left out when spec.expiresInDays is given',
      }));

    it.each([0, 1, 8, 365, -7, 7.5, '30', [30], true])('is not one of the presets: %j', (expiresInDays) =>
      refused(create({ expiresInDays }), { 'spec.expiresInDays': 'must be one of 7, 30, 60, 90' }),
    );

    it('is judged by the clock of the service at the time of the request', async () => {
      const expiry = new Date(app.clock.now().getTime() + MINUTE).toISOString();
      await create({ expiry }).expect(201);
      app.clock.advance(MINUTE);
      const { body } = await create({ expiry }).expect(400);
      app.clock.advance(-MINUTE);
      expect(body.details).toEqual({ 'spec.expiry': 'must be in the future' });
    });
  });

  describe('400: the name', () => {
    it.each([
      ['absent', undefined, 'must be a text'],
      ['null', null, 'must be a text'],
      ['a number', 7, 'must be a text'],
      ['empty', '', 'must not be empty'],
      ['white space', ' \t ', 'must not be empty'],
      ['129 characters', 'x'.repeat(129), 'must have at most 128 characters'],
      ['two lines', 'a\nb', 'must not hold control characters'],
      ['a terminal escape', 'a\u001b[31m', 'must not hold control characters'],
      ['a line separator', 'a\u2028b', 'must not hold control characters'],
    ])('is %s', (_case, name, text) =>
      refused(create({ expiresInDays: 7 }, { name }), { 'metadata.name': text }),
    );
  });

  describe('400: annotations and labels', () => {
    it.each([
      ['a text', 'x'],
      ['a list', ['x']],
      ['more than 64', texts(65)],
      ['a name of 129 characters', { ['x'.repeat(129)]: 'y' }],
      ['a text of 1,025 characters', { x: 'y'.repeat(1025) }],
      ['a number inside', { x: 1 }],
      ['an object inside', { x: {} }],
    ])('are %s', async (_case, map) => {
      const metadata = { name: 'backup', annotations: map, labels: map };
      await refused(create({ expiresInDays: 7 }, metadata), {
        'metadata.annotations': NOT_A_MAP,
        'metadata.labels': NOT_A_MAP,
      });
    });
  });

  describe('400: the body as a whole', () => {
    it('names every field that is wrong at once', () =>
      refused(
        create({ expiry: '2030-02-30T00:00:00Z', expiresInDays: 8, userUid: 'x'.repeat(37) }, { labels: 1 }),
        {
          'metadata.name': 'must be a text',
          'metadata.labels': NOT_A_MAP,
          'spec.expiry': NOT_A_TIME,
          'spec.expiresInDays': 'must be one of 7, 30, 60, 90',
          'spec.userUid': 'must have at most 36 characters',
        },
      ));

    it('refuses fields it does not know by name, wherever they stand (AZ-06)', () =>
      refused(
        post({
          metadata: { name: 'x', owner: 'y' },
          spec: { expiresInDays: 7, createdByUid: 'x', digest: 'x', key: 'lk_mine', isActive: true },
          status: { isActive: true },
          tenantUid: 'x',
        }),
        Object.fromEntries(
          [
            'metadata.owner',
            'spec.createdByUid',
            'spec.digest',
            'spec.isActive',
            'spec.key',
            'status',
            'tenantUid',
          ].map((name) => [name, 'is not a known field']),
        ),
      ));

    it.each([
      ['absent', undefined, { metadata: 'must be an object', spec: 'must be an object' }],
      ['empty', {}, { metadata: 'must be an object', spec: 'must be an object' }],
      [
        'of the wrong kinds',
        { metadata: 'x', spec: [] },
        { metadata: 'must be an object', spec: 'must be an object' },
      ],
      ['a list', [], { body: 'must be a JSON object' }],
      ['a text', '"x"', { body: 'must be a JSON object' }],
    ])('is %s', (_case, body, details) => refused(post(body), details));

    it.each([
      ['an owner of the wrong kind', { $ne: '' }, 'must be a text'],
      ['an owner that no uid can be', 'é', 'must be ASCII without white space'],
    ])('has %s', (_case, userUid, text) =>
      refused(create({ expiresInDays: 7, userUid }), { 'spec.userUid': text }),
    );
  });

  describe('201: what lies just within the limits', () => {
    it.each([
      ['128 characters', 'x'.repeat(128), 'x'.repeat(128)],
      ['128 UTF-16 units outside the first plane', '🔑'.repeat(64), '🔑'.repeat(64)],
      ['characters that become many when they are folded', 'ﷺ'.repeat(128), 'ﷺ'.repeat(128)],
      ['white space around it, which goes', '  nightly backup ', 'nightly backup'],
      [
        'what would be code elsewhere',
        `'; DROP TABLE api_keys; -- <b>%_\\`,
        `'; DROP TABLE api_keys; -- <b>%_\\`,
      ],
    ])('a name of %s', async (_case, name, shown) => {
      const { body } = await create({ expiresInDays: 7 }, { name }).expect(201);
      expect((await read(body.uid)).metadata.name).toBe(shown);
    });

    it('a name that another key has', async () => {
      await create({ expiresInDays: 7 }).expect(201);
      await create({ expiresInDays: 7 }).expect(201);
    });

    it('annotations and labels up to their limits, kept as sent', async () => {
      const annotations = { ...texts(62), [' Größe 🔑 ']: 'two\nlines', ['x'.repeat(128)]: 'y'.repeat(1024) };
      const labels = { ...texts(63), empty: '' };
      const { body } = await create({ expiresInDays: 7 }, { name: 'x', annotations, labels }).expect(201);
      const { metadata } = await read(body.uid);
      expect(metadata.annotations).toEqual(annotations);
      expect(metadata.labels).toEqual(labels);
    });
  });
});
