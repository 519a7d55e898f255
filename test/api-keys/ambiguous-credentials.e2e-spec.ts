import { errorBody } from '../support/answers.js';
import { Given } from '../support/given.js';
import { rawGet } from '../support/raw-request.js';
import { TestApp } from '../support/test-app.js';

type Form = 'header' | 'query' | 'bare' | 'bearer';
const FORMS: Form[] = ['header', 'query', 'bare', 'bearer'];

const NOBODY = { key: '', token: '' };

/** Every way to send two credentials, in both orders, and each of them twice. */
const PAIRS = FORMS.flatMap((first) => FORMS.map((second): [Form, Form] => [first, second]));

describe('a request with more than one credential (AK-04)', () => {
  let app: TestApp;
  let credentials: { key: string; token: string }[];

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    const admin = await given.tenant();
    const people = [admin, await given.user(admin)];
    credentials = await Promise.all(
      people.map(async (person) => ({ key: (await given.apiKey(person)).value, token: person.token })),
    );
  });
  afterAll(() => app.close());

  /** Sends one credential of each of two people. */
  async function send(forms: Form[], [first, second] = credentials) {
    const headers: string[] = [];
    const query: string[] = [];
    forms.forEach((form, index) => {
      const { key, token } = (index === 0 ? first : second) ?? NOBODY;
      if (form === 'header') headers.push(index === 0 ? 'ApiKey' : 'apikey', key);
      if (form === 'query') query.push(`ApiKey=${key}`);
      if (form === 'bare') headers.push('Authorization', token);
      if (form === 'bearer') headers.push(index === 0 ? 'Authorization' : 'authorization', `Bearer ${token}`);
    });
    return rawGet(app, `/v1/users/info?${query.join('&')}`, headers);
  }

  it.each(FORMS)('is needed for the refusal: %s alone is welcome', async (form) => {
    expect((await send([form])).status).toBe(200);
  });

  it.each(PAIRS)(
    'is refused with 400, without a look at either: %s and %s of another user',
    async (...pair) => {
      const queries = await app.countQueries(async () => {
        const { status, text } = await send(pair);
        expect(status).toBe(400);
        expect(JSON.parse(text)).toEqual(errorBody('AmbiguousCredentials'));
      });
      expect(queries).toBe(0);
    },
  );

  it.each(PAIRS)('is refused with 400 also when both are the same user’s: %s and %s', async (...pair) => {
    const [mine] = credentials;
    expect((await send(pair, [mine, mine] as typeof credentials)).status).toBe(400);
  });

  it.each(PAIRS)('is refused with 400 also when one is empty or garbage: %s and %s', async (...pair) => {
    const [mine] = credentials;
    const garbage = { key: '', token: 'garbage' };
    expect((await send(pair, [mine, garbage] as typeof credentials)).status).toBe(400);
    expect((await send(pair, [garbage, mine] as typeof credentials)).status).toBe(400);
  });

  it('is refused with 400: three of them', async () => {
    expect((await send(['header', 'query', 'bare'])).status).toBe(400);
  });
});
