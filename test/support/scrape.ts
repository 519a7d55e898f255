import type { TestApp } from './test-app.js';

export const METRICS_TOKEN = 'only-for-reading-numbers';

/** An app whose metrics may be read. */
export const METRICS_ENV = { LATCHKEY_METRICS_TOKEN: METRICS_TOKEN };

/** What an app answers to Prometheus. */
export class Scrape {
  private constructor(
    readonly text: string,
    /** Each series, as it is written, with its value. */
    readonly series: ReadonlyMap<string, number>,
  ) {}

  static async of(app: TestApp): Promise<Scrape> {
    const { text } = await app.http
      .get('/metrics')
      .set('Authorization', `Bearer ${METRICS_TOKEN}`)
      .expect(200);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const series = lines.map((line): [string, number] => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    });
    return new Scrape(text, new Map(series));
  }

  /** @param series as Prometheus writes it: `latchkey_requests_total{door="login",code="200"}`. @returns 0 when it is not there. */
  value(series: string): number {
    return this.series.get(series) ?? 0;
  }

  /** The metrics by their names, as queries name them: with `_bucket`, `_sum` and `_count` for histograms. */
  get names(): string[] {
    return [...new Set([...this.series.keys()].map((series) => series.split('{')[0] ?? ''))];
  }

  /** Those series that rose since another scrape, by how much. @param prefix of their names. */
  risenSince(before: Scrape, prefix: string): Record<string, number> {
    const risen = [...this.series]
      .filter(([series]) => series.startsWith(prefix))
      .map(([series, value]): [string, number] => [series, value - before.value(series)]);
    return Object.fromEntries(risen.filter(([, rise]) => rise !== 0));
  }
}
