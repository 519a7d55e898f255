import { BOOTSTRAP, TestApp } from '../support/test-app.js';

describe('The statements of a request', () => {
  let app: TestApp;
  beforeAll(async () => (app = await TestApp.start()));
  afterAll(() => app.close());

  it('are the same texts each time, whatever the numbers in them, so that none is compiled anew', async () => {
    const { emailId, password } = BOOTSTRAP;
    const textsOfLogin = async () => {
      const statements = await app.recordQueries(() =>
        app.http.post('/v1/auth/authenticate').send({ emailId, password }).expect(200),
      );
      return statements.map(({ sql }) => sql);
    };
    const first = await textsOfLogin(); // its audit entry has another number than that of the next one
    expect(first.some((sql) => sql.includes('audit_seals'))).toBe(true);
    expect(await textsOfLogin()).toEqual(first);
  });
});
