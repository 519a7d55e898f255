import * as fc from 'fast-check';
import { KEY_SET_MAX_AGE_SECONDS, planRotation, signerAt } from './signing-keys.plan.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2030, 0, 1);

interface Key {
  sequence: number;
  signsFrom: Date;
}

/** What an instance does each time it looks: everything the plan says. @returns the keys afterwards. */
function rotate(keys: Key[], lifetimeDays: number, now: Date): Key[] {
  const { create, remove } = planRotation(keys, lifetimeDays, now);
  return [...keys.filter(({ sequence }) => !remove.includes(sequence)), ...(create ? [create] : [])];
}

describe('planRotation', () => {
  it('makes the first key at once, to sign from now on', () => {
    const now = new Date(START);
    expect(planRotation([], 90, now)).toEqual({ create: { sequence: 1, signsFrom: now }, remove: [] });
  });

  it('makes the next key a day before the handover, and not a millisecond earlier', () => {
    const keys = [{ sequence: 1, signsFrom: new Date(START) }];
    expect(planRotation(keys, 90, new Date(START + 89 * DAY - 1))).toEqual({ create: null, remove: [] });
    expect(planRotation(keys, 90, new Date(START + 89 * DAY))).toEqual({
      create: { sequence: 2, signsFrom: new Date(START + 90 * DAY) },
      remove: [],
    });
  });

  it('signs on with the old key for an hour and five minutes when the next one comes too late: caches are to find it first', () => {
    const keys = [{ sequence: 7, signsFrom: new Date(START) }];
    for (const late of [90 * DAY, 90 * DAY - MINUTE, 400 * DAY])
      expect(planRotation(keys, 90, new Date(START + late)).create).toEqual({
        sequence: 8,
        signsFrom: new Date(START + late + 65 * MINUTE),
      });
  });

  it('does not depend on the order of the keys', () => {
    const keys = [1, 2, 3].map((sequence) => ({
      sequence,
      signsFrom: new Date(START + sequence * 90 * DAY),
    }));
    const now = new Date(START + 300 * DAY);
    expect(planRotation(keys.toReversed(), 90, now)).toEqual(planRotation(keys, 90, now));
    expect(planRotation(keys, 90, now)).toEqual({ create: null, remove: [1, 2] });
  });

  it('holds over 400 days, however often it is looked at (at random moments, with long breaks)', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 1, max: 6 * HOUR }) },
      { weight: 1, arbitrary: fc.integer({ min: DAY, max: 40 * DAY }) },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 120 }),
        fc.array(step, { minLength: 100, maxLength: 400 }),
        (lifetimeDays, steps) => {
          let keys: Key[] = [];
          let time = START;
          /** What caches hold: when they fetched which keys, last before and first after each look. */
          const fetched: { at: number; sequences: number[] }[] = [];
          /** When each key signed last, as far as anybody saw. */
          const lastSigned = new Map<number, number>();
          for (const milliseconds of [0, ...steps]) {
            if (time > START + 400 * DAY) break;
            const before = signerAt(keys, new Date((time += milliseconds)));
            // just before this look an instance still gave out what it knew from the last
            fetched.push({ at: time - 1, sequences: keys.map(({ sequence }) => sequence) });
            if (before) lastSigned.set(before.sequence, time);
            keys = rotate(keys, lifetimeDays, new Date(time));
            const signer = signerAt(keys, new Date(time));
            fetched.push({ at: time, sequences: keys.map(({ sequence }) => sequence) });
            // whatever a cache holds while a key signs has that key; the next to sign begins at a moment that is known
            for (const later of [time, ...keys.map((key) => key.signsFrom.getTime())].filter(
              (at) => at >= time,
            ))
              for (const { at, sequences } of fetched.slice(-200))
                if (sequences.length > 0 && later - at <= KEY_SET_MAX_AGE_SECONDS * 1000)
                  expect(sequences).toContain(signerAt(keys, new Date(later))?.sequence);
            // there is always exactly one that signs, and making the next one changes nothing for this moment
            expect(signer).toBeDefined();
            if (before) expect(signer).toBe(before);
            // looking again at the same moment changes nothing
            expect(rotate(keys, lifetimeDays, new Date(time))).toEqual(keys);
            // sequences are unique, and in the order of time
            expect(keys.map(({ sequence }) => sequence)).toEqual(
              keys.map((_, index) => (keys[0]?.sequence ?? 0) + index),
            );
            // no key goes while a token of it can live
            for (const [sequence, at] of lastSigned)
              if (time - at <= DAY) expect(keys.map((key) => key.sequence)).toContain(sequence);
            // and the table does not grow
            expect(keys.length).toBeLessThanOrEqual(3);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('signerAt', () => {
  const keys = [
    { sequence: 1, signsFrom: new Date(START) },
    { sequence: 2, signsFrom: new Date(START + DAY) },
  ];

  it('is the newest whose time has come', () => {
    expect(signerAt(keys, new Date(START))?.sequence).toBe(1);
    expect(signerAt(keys, new Date(START + DAY - 1))?.sequence).toBe(1);
    expect(signerAt(keys, new Date(START + DAY))?.sequence).toBe(2);
    expect(signerAt(keys.toReversed(), new Date(START + DAY))?.sequence).toBe(2);
  });

  it('is the oldest for an instance whose clock is behind: it could not let anybody in otherwise (CK-03)', () => {
    expect(signerAt(keys, new Date(START - 1))?.sequence).toBe(1);
    expect(signerAt(keys.toReversed(), new Date(0))?.sequence).toBe(1);
  });

  it('is nobody when there are no keys', () => {
    expect(signerAt([], new Date(START))).toBeUndefined();
  });
});
