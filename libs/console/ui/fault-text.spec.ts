import { Fault } from '../api/fault.js';
import type { Translate } from '../text/language.js';
import { faultText } from './fault-text.js';

const t: Translate = (name, values) => [name, values?.['details']].filter(Boolean).join(' ');
const FIELD = { 'spec.emailId': 'must be unique' };

describe('what is said of a failure', () => {
  it.each([
    ['in words of the console', new Fault('Forbidden', 'No.'), 'errorForbidden'],
    ['in words of the service where there are no others', new Fault('TooMany', 'Enough.'), 'Enough.'],
    [
      'with the fields that do not say it themselves',
      new Fault('InvalidInput', '', { a: 'b' }),
      'errorInput a b',
    ],
  ])('is told %s', (_name, fault, text) => {
    expect(faultText(fault, t, ['spec.emailId'])).toBe(text);
  });

  it.each(['InvalidInput', 'DuplicateResource'])('is left to the fields that say it: %s', (code) => {
    expect(faultText(new Fault(code, 'Somewhere.', FIELD), t, ['spec.emailId'])).toBe('');
    expect(faultText(new Fault(code, 'Somewhere.', FIELD), t)).not.toBe('');
  });
});
