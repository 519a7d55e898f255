import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PeriodicJobs } from '#jobs';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import { groupingsIn, selectorsIn } from '../support/promql.js';
import { until } from '../support/process.js';
import { METRICS_ENV, Scrape } from '../support/scrape.js';
import { TestApp } from '../support/test-app.js';

const page = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');
/** A histogram's three names are one metric. */
const familyOf = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
/** What Prometheus adds to everything that it reads. */
const ITS_OWN = ['job', 'instance', 'le'];

interface Panel {
  id: number;
  title: string;
  type: string;
  description?: string;
  targets?: { expr: string }[];
  gridPos: { x: number; y: number; w: number; h: number };
}
const dashboard = JSON.parse(page('examples/grafana/latchkey.json')) as {
  panels: Panel[];
  templating: { list: { name: string; type: string; query: string | { query: string } }[] };
};
const charts = dashboard.panels.filter(({ type }) => type !== 'row');
const drawn = charts.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
const alerts = [
  ...page('examples/prometheus/latchkey.rules.yml').matchAll(/- alert: (\w+)\n\s+expr: (.+)\n/g),
].map(([, title = '', expr = '']) => ({ title, expr }));

describe('what the examples show', () => {
  let scrape: Scrape;

  beforeAll(async () => {
    const app = await TestApp.start({ env: METRICS_ENV });
    try {
      const admin = await new Given(app).tenant();
      await app.http
        .post('/v1/auth/authenticate')
        .send({ emailId: admin.emailId, password: 'x' })
        .expect(401);
      await app.http.get('/v1/auth/verify').set('Authorization', admin.token).expect(200);
      await as(app, admin).post('/v1/apiKeys/verify').send({ key: 'lk_' }).expect(200);
      // the time of a success is there once a job had one
      app.get(PeriodicJobs).every(0.001, 'example', async () => Promise.resolve());
      const isThere = (name: string) => name === 'latchkey_job_last_success_timestamp_seconds';
      await until(async () => (scrape = await Scrape.of(app)).names.some(isThere));
    } finally {
      await app.close();
    }
  });

  /** @returns a metric's values of a label. */
  const valuesOf = (name: string, label: string) =>
    [...scrape.series.keys()]
      .filter((series) => series === name || series.startsWith(`${name}{`))
      .map((series) => new RegExp(`[{,]${label}="([^"]*)"`).exec(series)?.[1]);

  it.each([
    ['the dashboard', drawn, 20],
    ['the alerts', alerts, 8],
  ])('in %s are metrics, labels and values that are answered, and no others', (_, queries, least) => {
    expect(queries.length).toBeGreaterThan(least);
    for (const { title, expr } of queries) {
      const selectors = selectorsIn(expr).filter(({ name }) => name !== 'up');
      for (const { name, matchers } of selectors) {
        expect([title, name, scrape.names.includes(name)]).toEqual([title, name, true]);
        for (const { label, operator, value } of matchers.filter((each) => !ITS_OWN.includes(each.label))) {
          const isAnswered = valuesOf(name, label).some((answered) =>
            operator === '='
              ? answered === value
              : answered !== undefined && new RegExp(`^${value}$`).test(answered),
          );
          expect([title, name, label, value, isAnswered]).toEqual([title, name, label, value, true]);
        }
      }
      for (const label of groupingsIn(expr).filter((each) => !ITS_OWN.includes(each))) {
        const isThere = selectors.every(({ name }) =>
          valuesOf(name, label).every((value) => value !== undefined),
        );
        expect([title, label, isThere]).toEqual([title, label, true]);
      }
    }
  });

  it('in the dashboard is every metric of ours', () => {
    const ours = new Set(scrape.names.filter((name) => name.startsWith('latchkey_')).map(familyOf));
    const shown = new Set(drawn.flatMap(({ expr }) => selectorsIn(expr).map(({ name }) => familyOf(name))));
    expect([...ours].filter((name) => !shown.has(name))).toEqual([]);
  });

  it('in the docs is every metric of ours with its labels, and no other', () => {
    const rows = [...page('docs/metrics.md').matchAll(/^\| `(latchkey_\w+)` *\| (.*?) *\| (\w+) *\|/gm)];
    const told = rows.map(([, name, labels = '', type]) => [
      name,
      [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).toSorted(),
      type,
    ]);
    const types = [...scrape.text.matchAll(/^# TYPE (latchkey_\w+) (\w+)$/gm)];
    const real = types.map(([, name = '', type]) => {
      const isOf = (series: string) => familyOf(series.split('{')[0] ?? '') === name;
      const labels = [...scrape.series.keys()]
        .filter(isOf)
        .flatMap((series) => [...series.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
      return [name, [...new Set(labels)].filter((label) => label !== 'le').toSorted(), type];
    });
    expect(told).toEqual(real);
  });

  it('in the docs is every alert, and no other', () => {
    const told = [...page('docs/metrics.md').matchAll(/^\| `(Latchkey\w+)` *\|/gm)].map(([, name]) => name);
    expect(told).toEqual(alerts.map(({ title }) => title));
  });
});

describe('the dashboard', () => {
  it('lets people choose where its numbers come from: no panel names a source of its own', () => {
    const [source, instance] = dashboard.templating.list;
    expect(source).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(instance).toMatchObject({ name: 'instance', type: 'query' });
    const uids = [...JSON.stringify(dashboard.panels).matchAll(/"uid":"([^"]*)"/g)].map(([, uid]) => uid);
    expect(new Set(uids)).toEqual(new Set(['${datasource}']));
  });

  it('says of each chart what it shows; no two share an id or a place', () => {
    expect(charts.filter(({ description = '' }) => description === '')).toEqual([]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { id, gridPos: a } of dashboard.panels)
      for (const { id: other, gridPos: b } of dashboard.panels) {
        const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect([id, other, id === other || isApart]).toEqual([id, other, true]);
      }
  });
});
