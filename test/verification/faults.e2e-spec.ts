import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { BatchedReads, TooManyReadsError } from '../../src/auth/batched-reads.js';
import { ForwardAuth } from '../../src/verification/forward-auth.service.js';
import type { Reply } from '../../src/verification/forward-auth.service.js';

describe('GET /v1/auth/verify, when something is wrong here', () => {
  let app: TestApp;
  let key: string;

  beforeAll(async () => {
    app = await TestApp.start();
    const given = new Given(app);
    key = (await given.apiKey(await given.platformAdmin())).value;
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => app.close());

  const verify = () => app.http.get('/v1/auth/verify').set('ApiKey', key);

  it('answers 503 when more is to be read than the database can be asked for, and blames no credential', async () => {
    const fault = new TooManyReadsError('too much');
    vi.spyOn(BatchedReads.prototype, 'read').mockRejectedValueOnce(fault);
    const { headers, text } = await verify().expect(503);
    expect([headers['retry-after'], text]).toEqual(['1', '']);
    await verify().expect(200);
  });

  it.each<[string, (reply: Reply) => Reply | Promise<Reply>]>([
    ['at once', (reply) => reply],
    ['after a read', (reply) => Promise.resolve(reply)],
  ])('answers 503 to a fault of ours %s, says so in the log, and goes on', async (_, soon) => {
    const broken = { status: 200, verdict: { holder: {} } } as unknown as Reply;
    vi.spyOn(app.get(ForwardAuth), 'decide').mockReturnValueOnce(soon(broken));
    const { headers, text } = await verify().expect(503);
    expect([headers['retry-after'], headers['cache-control'], text]).toEqual(['1', 'no-store', '']);
    expect(app.logs.join()).toContain('a request could not be answered');
    await verify().expect(200);
  });
});
