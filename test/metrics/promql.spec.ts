import { groupingsIn, selectorsIn } from '../support/promql.js';

const names = (query: string) => selectorsIn(query).map(({ name }) => name);

describe('the metrics that a query reads', () => {
  it.each([
    ['up == 0', ['up']],
    [
      'sum by (door, code) (rate(requests_total{door=~"x|y", code!="200"}[$__rate_interval]))',
      ['requests_total'],
    ],
    ['sum(a_total) by (b) / ignoring(c) sum without (d) (e{f="g h{}"}) > 0.5', ['a_total', 'e']],
    ['histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))', ['x_bucket']],
    ['max_over_time(x[1m]) == 0 and on(instance) y offset 5m', ['x', 'y']],
    ['time() - x > 1e3', ['x']],
  ])('%s', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('with what is asked of their labels', () => {
    expect(selectorsIn('rate(x{a="1", b=~"2.*"}[5m])')).toEqual([
      {
        name: 'x',
        matchers: [
          { label: 'a', operator: '=', value: '1' },
          { label: 'b', operator: '=~', value: '2.*' },
        ],
      },
    ]);
    expect(groupingsIn('sum by (a, b) (x) + sum(y) by (c)')).toEqual(['a', 'b', 'c']);
  });
});
