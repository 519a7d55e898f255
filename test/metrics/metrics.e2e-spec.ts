import { errorBody } from '../support/answers.js';
import { METRICS_ENV, METRICS_TOKEN, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';

describe('GET /metrics', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({ env: METRICS_ENV });
  });
  afterAll(() => app.close());

  const read = (authorization?: string) => {
    const request = app.http.get('/metrics');
    return authorization === undefined ? request : request.set('Authorization', authorization);
  };

  describe('200', () => {
    it('is the text format that Prometheus reads, every metric with its help and its type', async () => {
      const { headers, text } = await read(`Bearer ${METRICS_TOKEN}`).expect(200);
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
      const about = [...text.matchAll(/^# HELP (\S+) .+\n# TYPE \1 (counter|gauge|histogram)$/gm)];
      const described = about.map(([, name]) => name ?? '');
      expect(described.length).toBeGreaterThan(20);
      expect(new Set(described).size).toBe(described.length);
      const { names } = await Scrape.of(app);
      const isDescribed = (name: string) =>
        described.includes(name) || described.includes(name.replace(/_(bucket|sum|count)$/, ''));
      expect(names.filter((name) => !isDescribed(name))).toEqual([]);
    });

    it('says which version runs, and how the process is', async () => {
      const { series, names } = await Scrape.of(app);
      expect([...series.keys()].filter((name) => name.startsWith('latchkey_build_info'))).toEqual([
        expect.stringMatching(/^latchkey_build_info\{version="\d+\.\d+\.\d+"\}$/),
      ]);
      expect(names).toEqual(
        expect.arrayContaining([
          'process_cpu_seconds_total',
          'process_resident_memory_bytes',
          'nodejs_eventloop_lag_p99_seconds',
          'nodejs_heap_size_used_bytes',
        ]),
      );
    });

    it('asks the database nothing', async () => {
      expect(await app.countQueries(() => Scrape.of(app))).toBe(0);
    });

    it('takes the scheme in any case (RFC 9110, 11.1)', async () => {
      await read(`bearer ${METRICS_TOKEN}`).expect(200);
    });
  });

  describe('401', () => {
    it.each([
      [undefined],
      [''],
      [METRICS_TOKEN],
      ['Bearer'],
      [`Bearer ${METRICS_TOKEN.slice(0, -1)}`],
      [`Bearer ${METRICS_TOKEN}x`],
      [`Bearer ${METRICS_TOKEN.toUpperCase()}`],
      [`Bearer ${METRICS_TOKEN} ${METRICS_TOKEN}`],
      [`Basic ${Buffer.from(`prometheus:${METRICS_TOKEN}`).toString('base64')}`],
    ])('with %j', async (authorization) => {
      const { body, text } = await read(authorization).expect(401);
      expect(body).toEqual(errorBody('NotAuthenticated'));
      expect(text).not.toContain('latchkey_');
    });

    it('with the token in the address', async () => {
      await app.http.get(`/metrics?token=${METRICS_TOKEN}&access_token=${METRICS_TOKEN}`).expect(401);
    });
  });

  describe('404', () => {
    it('when no token is set: like any address that there is not, whatever is shown (WB-11)', async () => {
      const closed = await TestApp.start();
      try {
        const absent = await closed.http.get('/metric').expect(404);
        for (const authorization of ['', 'Bearer undefined', 'Bearer ', `Bearer ${METRICS_TOKEN}`]) {
          const { body } = await closed.http.get('/metrics').set('Authorization', authorization).expect(404);
          expect(body).toEqual({ ...absent.body, ref: expect.any(String) });
        }
      } finally {
        await closed.close();
      }
    });
  });
});
