import { DataSource } from 'typeorm';
import { TestApp } from '../support/test-app.js';
import { HealthService } from '../../src/health/health.service.js';

describe('GET /health/live', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start();
  });
  afterEach(() => app.close());

  it('200: without a credential, and whatever credential there is', async () => {
    await app.http.get('/health/live').expect(200, { status: 'ok' });
    await app.http.get('/health/live?ApiKey=x').set('Authorization', 'y').set('ApiKey', 'z').expect(200);
  });

  it('200: without a question to the database (DB-08)', async () => {
    const asked = await app.countQueries(() =>
      Promise.all(Array.from({ length: 20 }, () => app.http.get('/health/live').expect(200))),
    );
    expect(asked).toBe(0);
  });

  it('200: while the database is gone, and while the service drains: neither is a reason to kill it', async () => {
    await app.app.get(DataSource).destroy();
    app.get(HealthService).drain();
    await app.http.get('/health/live').expect(200, { status: 'ok' });
  });
});
