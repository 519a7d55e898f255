import { differing, draftOf, outOfRange, rebased, settingsOf } from './draft.js';
import type { Field } from './draft.js';

const FIELDS: Field[] = [
  { kind: 'number', name: 'days', label: 'days', min: 0, max: 3650 },
  { kind: 'switch', name: 'isRegex', label: 'usesPattern' },
  {
    kind: 'number',
    name: 'digits',
    label: 'minDigits',
    min: 0,
    max: 128,
    isShown: ({ isRegex }) => isRegex === false,
  },
  { kind: 'text', name: 'regex', label: 'pattern', maxLength: 256 },
];
const BASE = draftOf(FIELDS, { days: 30, isRegex: false, digits: 2, regex: '', createdAt: 'yesterday' });

describe('the draft of settings', () => {
  it('shows what the service has, and nothing that is no field', () => {
    expect(BASE).toEqual({ days: '30', isRegex: false, digits: '2', regex: '' });
  });

  it('tells which fields are others than before', () => {
    expect(differing(FIELDS, BASE, { ...BASE })).toEqual([]);
    expect(differing(FIELDS, BASE, { ...BASE, days: '31', isRegex: true }).map(({ name }) => name)).toEqual([
      'days',
      'isRegex',
    ]);
  });

  it.each(['', ' ', '1.5', '-1', '1e3', 'ten', '3651', '9999999999'])(
    'finds that %j is no number of days',
    (days) => {
      expect(outOfRange(FIELDS, { ...BASE, days }).map(({ name }) => name)).toEqual(['days']);
    },
  );

  it.each(['0', '3650', ' 7 '])('takes %j for a number of days', (days) => {
    expect(outOfRange(FIELDS, { ...BASE, days })).toEqual([]);
  });

  it('is sent in the words of the service', () => {
    expect(settingsOf(FIELDS, { ...BASE, days: ' 7 ', regex: 'x' }, BASE)).toEqual({
      days: 7,
      isRegex: false,
      digits: 2,
      regex: 'x',
    });
  });

  it('leaves alone what it does not show', () => {
    const draft = { ...BASE, isRegex: true, digits: 'many' };
    expect(outOfRange(FIELDS, draft)).toEqual([]);
    expect(settingsOf(FIELDS, draft, BASE)).toMatchObject({ isRegex: true, digits: 2 });
  });

  it.each([
    ['nobody else changed anything', {}, { days: '7' }, []],
    ['somebody else changed another field', { regex: 'x' }, { days: '7', regex: 'x' }, []],
    ['it is what the service has already', { days: '7' }, { days: '7' }, []],
    ['somebody else changed the same field', { days: '90' }, { days: '7' }, ['days']],
  ])('goes on top of what the service has when %s', (_, theirs, expected, conflicts) => {
    const draft = { ...BASE, days: '7' };
    const found = rebased(FIELDS, { base: BASE, draft, now: { ...BASE, ...theirs } });
    expect(found.draft).toEqual({ ...BASE, ...expected });
    expect(found.conflicts.map(({ name }) => name)).toEqual(conflicts);
  });
});
