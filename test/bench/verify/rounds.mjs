// Measures taken in turn, so that what else happens on the machine disturbs all of them alike.
import { request } from './client.mjs';
import { median } from './server.mjs';
import { ROUNDS, WARM_UP } from './settings.mjs';

/** What a gateway asks, with these headers. */
export function verification(headers) {
  return request('/v1/auth/verify', headers);
}

/**
 * @param measures what to ask of which server, by name: `{ server, requestAt, status, count, warmUp }`. @param rounds how many of them.
 * @returns what was measured in each round, by name.
 */
export async function inTurn(measures, rounds = ROUNDS) {
  for (const { server, warmUp = WARM_UP, ...what } of Object.values(measures))
    await server.measure({ ...what, count: warmUp });
  const results = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  const there = Object.entries(measures);
  const back = there.toReversed(); // so that none is always the one that comes after another
  for (let round = 0; round < rounds; round++)
    for (const [name, { server, ...what }] of round % 2 ? back : there)
      results[name].push(await server.measure(what));
  return results;
}

/** @returns the median over the rounds of how one relates to the other. @param field `perCpu` or `p99`. */
export function ratio(rounds, base, field) {
  return median(rounds.map((each, round) => each[field] / base[round][field]));
}

/** @returns a line for people, with absolute numbers. */
export function told(name, rounds) {
  const perCpu = Math.round(median(rounds.map((each) => each.perCpu))).toLocaleString('en');
  const p99 = median(rounds.map((each) => each.p99)).toFixed(1);
  return `${name}: ${perCpu} requests per CPU second, p99 ${p99} ms`;
}
