import { SchedulerRegistry } from '@nestjs/schedule';
import { PeriodicJobs } from '#jobs';
import { ChangesRepository } from '../../src/changes/changes.repository.js';
import { as } from '../support/caller.js';
import { Given, unique } from '../support/given.js';
import type { Person } from '../support/given.js';
import { mailing, MailServer, Refusal } from '../support/mail-server.js';
import { deliver } from '../support/outbox.js';
import { until } from '../support/process.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';
import { isServer } from '../support/test-database.js';
import { everythingTold } from '../support/told.js';

describe('what is counted inside of the service', () => {
  let letters: MailServer;
  let app: TestApp;
  let given: Given;
  let admin: Person;

  beforeAll(async () => {
    letters = await MailServer.start();
    app = await TestApp.start({ env: { ...METRICS_ENV, ...mailing(letters.url) } });
    given = new Given(app);
    admin = await given.tenant();
    await deliver(app);
  });
  afterAll(async () => {
    await app.close();
    await letters.close();
  });

  /** @returns what rose of the metrics with this prefix while something was done. */
  async function risen(prefix: string, work: () => PromiseLike<unknown>): Promise<Record<string, number>> {
    const before = await Scrape.of(app);
    await work();
    return (await Scrape.of(app)).risenSince(before, prefix);
  }

  it.each([
    ['api_key', async () => ({ ApiKey: (await given.apiKey(admin)).value })],
    ['session', async () => ({ Authorization: await given.token(admin.emailId, admin.password) })],
  ])('a verified %s is a miss and an entry, and then a hit', async (kind, make) => {
    const credential: Record<string, string> = await make();
    await everythingTold(app);
    const verify = () => app.http.get('/v1/auth/verify').set(credential).expect(200);
    expect(await risen('latchkey_cache', verify)).toEqual({
      [`latchkey_cache_misses_total{kind="${kind}"}`]: 1,
      [`latchkey_cache_entries{kind="${kind}"}`]: 1,
    });
    expect(await risen('latchkey_cache', verify)).toEqual({
      [`latchkey_cache_hits_total{kind="${kind}"}`]: 1,
    });
  });

  it('changes are heard of: how late on a server, and at once where there is nobody else', async () => {
    const lag = await risen('latchkey_changes_lag_seconds_count', () => everythingTold(app));
    expect(lag['latchkey_changes_lag_seconds_count'] ?? 0).toBe(isServer ? 1 : 0);
    const { series } = await Scrape.of(app);
    expect(series.get('latchkey_changes_current')).toBe(1);
    expect(series.get('latchkey_changes_silence_seconds')).toBeGreaterThanOrEqual(0);
    expect(series.get('latchkey_changes_silence_seconds')).toBeLessThan(0.7);
  });

  (isServer ? it : it.skip)('changes that cannot be heard of: 0, and a silence that grows', async () => {
    const down = vi.spyOn(app.get(ChangesRepository), 'wanted').mockRejectedValue(new Error('down'));
    await until(async () => (await Scrape.of(app)).value('latchkey_changes_current') === 0);
    expect((await Scrape.of(app)).value('latchkey_changes_silence_seconds')).toBeGreaterThanOrEqual(0.7);
    down.mockRestore();
    await until(async () => (await Scrape.of(app)).value('latchkey_changes_current') === 1);
  });

  it('a job that ends well, and one that fails', async () => {
    const [good, bad] = [unique('good'), unique('bad')];
    const ended = new Set<string>();
    const jobs = app.get(PeriodicJobs);
    jobs.watch(({ job }) => {
      if ([good, bad].includes(job)) app.get(SchedulerRegistry).deleteInterval(job); // once is enough
      ended.add(job);
    });
    const before = await Scrape.of(app);
    jobs.every(0.001, good, async () => Promise.resolve());
    jobs.every(0.001, bad, () => Promise.reject(new Error('no')));
    expect(
      (await Scrape.of(app)).series.get(`latchkey_job_runs_total{task="${bad}",result="failed"}`),
    ).toBeDefined();
    await until(() => ended.has(good) && ended.has(bad));
    const after = await Scrape.of(app);
    expect(after.risenSince(before, 'latchkey_job_runs_total')).toEqual({
      [`latchkey_job_runs_total{task="${good}",result="succeeded"}`]: 1,
      [`latchkey_job_runs_total{task="${bad}",result="failed"}`]: 1,
    });
    const lastSuccess = (job: string) => `latchkey_job_last_success_timestamp_seconds{task="${job}"}`;
    expect(after.series.get(lastSuccess(good))).toBe(app.clock.now().getTime() / 1000);
    expect(after.series.has(lastSuccess(bad))).toBe(false);
    expect(after.value(`latchkey_job_duration_seconds_total{task="${good}"}`)).toBeGreaterThan(0);
  });

  it('every job of the service is there before it has run', async () => {
    const { series } = await Scrape.of(app);
    for (const job of ['expire-api-keys', 'send-mails', 'rotate-signing-keys', 'sweep-sessions'])
      expect([job, series.get(`latchkey_job_runs_total{task="${job}",result="failed"}`)]).toEqual([job, 0]);
  });

  it('letters: sent, put back, given up', async () => {
    const invite = async () => {
      await as(app, admin)
        .post('/v1/users')
        .send({ spec: { emailId: `${unique('user')}@acme.example` } });
      await deliver(app);
    };
    expect(await risen('latchkey_mails_total', invite)).toEqual({ 'latchkey_mails_total{result="sent"}': 1 });
    letters.before('recipient', () => Promise.reject(new Refusal(451, 'later')));
    expect(await risen('latchkey_mails_total', invite)).toEqual({
      'latchkey_mails_total{result="postponed"}': 1,
    });
    letters.before('recipient', () => Promise.reject(new Refusal(550, 'nobody')));
    expect(await risen('latchkey_mails_total', invite)).toEqual({
      'latchkey_mails_total{result="given_up"}': 1,
    });
    letters.relent();
  });

  it('holds nothing of anybody: no secret, no uid, no address, no name (CR-05, LO-01)', async () => {
    const key = await given.apiKey(admin, {}, 'canary-key');
    await app.http.get(`/v1/auth/verify?ApiKey=${key.value}`).set('User-Agent', 'canary').expect(200);
    await app.http.get('/canary-path').set('X-Forwarded-For', '192.0.2.77').expect(404);
    await given.token(admin.emailId, admin.password);
    const { text } = await Scrape.of(app);
    const { env } = app.database;
    const secrets = [
      METRICS_ENV.LATCHKEY_METRICS_TOKEN,
      key.value,
      admin.token,
      env['LATCHKEY_MASTER_KEY'] ?? '',
    ];
    const people = [
      admin.uid,
      admin.tenantUid,
      admin.emailId,
      admin.orgName,
      key.uid,
      '127.0.0.1',
      '192.0.2.77',
    ];
    for (const told of [...secrets, ...people, 'canary', env['DATABASE_URL'] ?? 'mysql://'])
      expect([told, text.includes(told)]).toEqual([told, false]);
    expect(text).not.toMatch(/@|[\da-f]{8}-[\da-f]{4}-7|lk_[\da-zA-Z]/);
  });
});
