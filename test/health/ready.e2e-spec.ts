import { DataSource } from 'typeorm';
import { errorBody } from '../support/answers.js';
import { TestApp } from '../support/test-app.js';
import { HealthService } from '../../src/health/health.service.js';

const realNow = performance.now.bind(performance);

describe('GET /health/ready', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  const ready = () => app.http.get('/health/ready');
  /** Makes the service believe that so many milliseconds more have gone by. */
  const letTimePass = (milliseconds: number) => {
    vi.spyOn(performance, 'now').mockImplementation(() => realNow() + milliseconds);
  };

  it('200: without a credential', async () => {
    await ready().expect(200, { status: 'ok' });
  });

  it('200: asks the database at most once a second, however often it is asked (DB-08)', async () => {
    const start = performance.now();
    const asked = await app.countQueries(async () => {
      await Promise.all(Array.from({ length: 30 }, () => ready().expect(200)));
      for (let count = 0; count < 10; count++) await ready().expect(200);
    });
    expect(asked).toBeGreaterThanOrEqual(1);
    expect(asked).toBeLessThanOrEqual(1 + Math.floor((performance.now() - start) / 1000));
  });

  it('503 with Retry-After: while the database is gone; 200 again once it is back', async () => {
    await ready().expect(200);
    const dataSource = app.app.get(DataSource);
    await dataSource.destroy();
    letTimePass(1000);
    const { body, headers } = await ready().expect(503);
    expect(body).toEqual(errorBody('ServiceUnavailable'));
    expect(headers['retry-after']).toBe('1');
    await dataSource.initialize();
    letTimePass(2000);
    await ready().expect(200);
  });

  it('503 with Retry-After: from the moment that the service is told to stop', async () => {
    await ready().expect(200);
    app.get(HealthService).drain();
    const { body, headers } = await ready().expect(503);
    expect(body).toEqual(errorBody('ServiceUnavailable'));
    expect(headers['retry-after']).toBe('1');
  });
});
