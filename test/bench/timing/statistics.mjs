// Whether two heaps of times are of one kind.
import { median } from '../verify/server.mjs';

/** What is promised of each arm, against the first. */
const MOST_MS = 1.5;
const MOST_SHARE = 0.05;
const LEAST_P = 0.001;
const SHUFFLES = 5000;

/**
 * Asks in turn, each arm once in each round and in another order each time: whatever slows the machine slows all alike.
 * @param arms what to send at each try, by name, with the status that is expected. @returns the milliseconds, by name.
 */
export async function measureInTurn(connection, arms, { tries, dropped }) {
  const taken = Object.fromEntries(Object.keys(arms).map((name) => [name, []]));
  for (let at = 0; at < tries + dropped; at++)
    for (const name of shuffled(Object.keys(arms))) {
      const { requestAt, status } = arms[name];
      const answer = await connection.ask(requestAt(at));
      if (answer.status !== status) throw new Error(`${name}: answered ${answer.status}: ${answer.body}`);
      if (at >= dropped) taken[name].push(answer.ms);
    }
  return taken;
}

/** @returns a row for each arm, compared with the first. */
export function compare(taken) {
  const [[, base], ...others] = Object.entries(taken);
  const middle = median(base);
  return others.map(([arm, times]) => {
    const difference = median(times) - middle;
    const p = permutationP(base, times);
    const isAlike =
      Math.abs(difference) < MOST_MS && Math.abs(difference) / middle < MOST_SHARE && p > LEAST_P;
    return {
      arm,
      'median ms': rounded(median(times)),
      'first arm': rounded(middle),
      'difference ms': rounded(difference),
      'of it %': rounded((100 * difference) / middle),
      p: rounded(p, 4),
      isAlike,
    };
  });
}

/** How often two heaps that were drawn by lot from both differ in their medians at least as much as these do. */
function permutationP(one, other) {
  const all = Float64Array.from([...one, ...other]);
  const seen = Math.abs(median(one) - median(other));
  let asMuch = 1;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    draw(all, one.length);
    const difference = middleOf(all.slice(0, one.length)) - middleOf(all.slice(one.length));
    if (Math.abs(difference) >= seen) asMuch++;
  }
  return asMuch / (SHUFFLES + 1);
}

/** Brings as many by lot to the front (Fisher and Yates). */
function draw(all, count) {
  for (let at = 0; at < count; at++) {
    const from = at + Math.floor(Math.random() * (all.length - at));
    [all[at], all[from]] = [all[from], all[at]];
  }
}

function middleOf(values) {
  return values.toSorted()[Math.floor(values.length / 2)];
}

function shuffled(names) {
  const all = [...names];
  draw(all, all.length);
  return all;
}

function rounded(value, digits = 3) {
  return Number(value.toFixed(digits));
}
