import { as } from '../support/caller.js';
import { errorBody } from '../support/answers.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('a JSON body', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.start();
    given = new Given(app);
    admin = await given.tenant();
  });
  afterAll(() => app.close());

  /** Sends these bytes as the body of a request that needs one. */
  const post = (bytes: string | Buffer) =>
    as(app, admin)
      .post('/v1/users')
      .set('Content-Type', 'application/json')
      .serialize((body: unknown) => body as string)
      .send(bytes as string);
  /** @returns the last answer; the fastest of three counts: the machine may have been busy with something else. */
  const inHalfASecond = async (asking: () => ReturnType<typeof post>) => {
    const times: number[] = [];
    let answer;
    do {
      const began = performance.now();
      answer = await asking();
      times.push(performance.now() - began);
    } while (times.length < 3);
    expect(Math.min(...times)).toBeLessThan(500);
    return answer;
  };
  const people = async () => {
    const { body } = await as(app, admin).get('/v1/users?limit=0').expect(200);
    return (body as { listmeta: { count: number } }).listmeta.count;
  };

  describe('is taken', () => {
    it('with a line end and white space around it', async () => {
      await post(`\r\n {"spec" : {"emailId": "${unique('a')}@x.example"}} \n\n`).expect(201);
    });

    it('in any well-formed Unicode, which comes back as it went in', async () => {
      const annotations = { description: '日本語 😀 \u202e \u200d "\\', '': '\u0001' };
      const { body } = await as(app, admin)
        .post('/v1/users')
        .send({
          metadata: { annotations },
          spec: { emailId: `${unique('u')}@x.example`, firstName: 'Zoë 😀' },
        })
        .expect(201);
      const { body: user } = await as(app, admin)
        .get(`/v1/users/${(body as { uid: string }).uid}`)
        .expect(200);
      expect(user).toMatchObject({ metadata: { annotations }, spec: { firstName: 'Zoë 😀' } });
    });
  });

  describe('is refused with 400 and nothing is done', () => {
    let before: number;
    beforeEach(async () => {
      before = await people();
    });
    afterEach(async () => {
      expect(await people()).toBe(before);
    });

    const spec = (more: string) => `{"spec":{"emailId":"${unique('never')}@x.example"${more}}}`;

    it.each([
      ['is cut off', '{"spec":'],
      ['is no JSON', 'emailId=a@b.co'],
      ['has something behind it', '{"spec":{"emailId":"a@b.co"}} x'],
      ['names a field twice', '{"spec":{"emailId":"a@b.co","emailId":"c@d.co"}}'],
      ['names a field twice with an escape', '{"spec":{"emailId":"a@b.co","\\u0065mailId":"c@d.co"}}'],
      ['has the name __proto__', spec(',"__proto__":{"isPlatformAdmin":true}')],
      ['has the name constructor', spec(',"constructor":{"prototype":{"isAdmin":true}}')],
      ['holds a lone surrogate', spec(',"firstName":"\\ud800"')],
      ['holds a number that is not finite', spec(',"firstName":1e999')],
      ['holds a NUL', spec(',"firstName":"a\\u0000b"')],
      ['has more than 1,000 names', JSON.stringify(Array.from({ length: 1001 }, () => ({ a: 1 })))],
      ['is deeper than 32 levels', '['.repeat(33) + ']'.repeat(33)],
    ])('when it %s (IN-02)', async (_, text) => {
      const { body } = await post(text).expect(400);
      expect(body).toEqual(errorBody('MalformedJson'));
    });

    it.each([
      ['a byte that is none', [0xff]],
      ['a surrogate', [0xed, 0xa0, 0x80]],
      ['an overlong form', [0xc1, 0x81]],
      ['half a character', [0xe2, 0x82]],
    ])('when %s stands where UTF-8 must: two passwords must not become one (IN-06)', async (_, bytes) => {
      const [head, tail] = spec(',"firstName":"|"').split('|') as [string, string];
      const { body } = await post(Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]));
      expect(body).toEqual(errorBody('MalformedJson'));
    });

    it.each([10_000, 30_000])('when it has %i levels, at once (IN-02)', async (levels) => {
      for (const open of ['[', '{"a":']) {
        const { body, status } = await inHalfASecond(() => post(open.repeat(levels).slice(0, 60_000)));
        expect({ status, body }).toEqual({ status: 400, body: errorBody('MalformedJson') });
      }
    });

    it('when it has 100,000 levels, which is more than 64 KiB, at once', async () => {
      const { body } = await inHalfASecond(() => post('['.repeat(100_000)).expect(413));
      expect(body).toEqual(errorBody('PayloadTooLarge'));
    });

    it.each([
      ['null', 'null'],
      ['a list', '[]'],
      ['a list of what it should be', '[{"spec":{"emailId":"a@b.co"}}]'],
      ['a text', '"{}"'],
      ['a number', '7'],
      ['true', 'true'],
    ])('when it is %s: a body is an object', async (_, text) => {
      const { body } = await post(text).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { body: 'must be a JSON object' }));
    });

    it.each([
      ['empty', ''],
      ['an empty object', '{}'],
      ['an object of nulls', '{"spec":null,"metadata":null}'],
    ])('when it is %s: what is missing is named', async (_, text) => {
      const { body } = await post(text).expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { spec: 'must be an object' }));
    });

    it('when it is absent', async () => {
      const { body } = await as(app, admin).post('/v1/users').expect(400);
      expect(body).toEqual(errorBody('InvalidInput', { spec: 'must be an object' }));
    });
  });

  describe('is not needed', () => {
    it('by a DELETE that says application/json and has none, as the Go SDK sends it', async () => {
      const { uid } = await given.pendingUser(admin);
      await as(app, admin).delete(`/v1/users/${uid}`).set('Content-Type', 'application/json').expect(204, '');
    });
  });
});
