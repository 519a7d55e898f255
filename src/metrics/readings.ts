import type { Histogram, Registry } from 'prom-client';
import { BOUNDS } from './durations.js';
import type { Durations } from './durations.js';

type Labels = Record<string, string>;
/** One value of a metric at this moment; with a name of its own when it is a part of a histogram. */
interface Sample {
  labels: Labels;
  value: number;
  metricName?: string;
}
/** The series of a metric, each with what it stands at. */
export type Series<Value> = [labels: Labels, value: Value][];

/**
 * Metrics that hold nothing: each is read from whoever counts when somebody asks. What the library offers to count with looks labels up
 * at each time; here it only writes down what was counted elsewhere.
 */
export class Readings {
  constructor(private readonly registry: Registry) {}

  counter(name: string, help: string, read: () => Series<number>): void {
    this.add('counter', name, help, () => read().map(([labels, value]) => ({ labels, value })));
  }

  gauge(name: string, help: string, read: () => Series<number>): void {
    this.add('gauge', name, help, () => read().map(([labels, value]) => ({ labels, value })));
  }

  histogram(name: string, help: string, read: () => Series<Durations>): void {
    this.add('histogram', name, help, () =>
      read().flatMap(([labels, durations]) => histogramOf(name, labels, durations)),
    );
  }

  private add(type: string, name: string, help: string, read: () => Sample[]): void {
    const get = async () => Promise.resolve({ type, name, help, values: read() });
    // a registry asks a metric for its name and for this alone
    this.registry.registerMetric({ name, get } as unknown as Histogram);
  }
}

function histogramOf(name: string, labels: Labels, { cumulative, sum, count }: Durations): Sample[] {
  const bucket = (le: string, value: number) => ({
    labels: { ...labels, le },
    value,
    metricName: `${name}_bucket`,
  });
  return [
    ...BOUNDS.map((bound, at) => bucket(String(bound), cumulative[at] ?? 0)),
    bucket('+Inf', count),
    { labels, value: sum, metricName: `${name}_sum` },
    { labels, value: count, metricName: `${name}_count` },
  ];
}
