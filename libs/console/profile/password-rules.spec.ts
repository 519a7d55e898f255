import { EN } from '../text/en.js';
import { messageIn } from '../text/message.js';
import { passwordRulesText } from './password-rules.js';

const POLICY = {
  minLength: 12,
  maxLength: 128,
  minNumOfBlockLetters: 1,
  minNumOfSmallLetters: 0,
  minNumOfDigits: 2,
  minNumOfSpecialCharacters: 0,
  isRegex: false,
  regex: '[a-z]+',
  expiryDurationInDays: 0,
  firstReminderInDays: 0,
};

describe('the rules of passwords', () => {
  const told = (policy?: typeof POLICY) =>
    passwordRulesText(policy, (name, values) => messageIn('en', EN[name], values));

  it('name each kind of character that is asked for', () => {
    expect(told(POLICY)).toMatch(
      /^What it needs: 12 to 128 characters, 1 upper-case letter, 2 digits\. Common/,
    );
  });

  it('name the pattern where one counts in place of the kinds', () => {
    expect(told({ ...POLICY, isRegex: true })).toMatch(/: 12 to 128 characters, the pattern \[a-z\]\+\. /);
  });

  it('are told in general to whoever may not read them', () => {
    expect(told()).toBe(EN.passwordRulesUnknown);
  });
});
