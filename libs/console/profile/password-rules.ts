import type { components } from '../api/schema.d.ts';
import type { Translate } from '../text/language.js';

export type PasswordPolicy = components['schemas']['PasswordPolicyAnswer'];

/** @returns what a password needs, in words; what everybody is told where the caller may not read the policy. */
export function passwordRulesText(policy: PasswordPolicy | undefined, t: Translate): string {
  if (!policy) return t('passwordRulesUnknown');
  const kinds = [
    ['passwordBlockLetters', policy.minNumOfBlockLetters],
    ['passwordSmallLetters', policy.minNumOfSmallLetters],
    ['passwordDigits', policy.minNumOfDigits],
    ['passwordSpecials', policy.minNumOfSpecialCharacters],
  ] as const;
  const rules = [
    t('passwordLength', { min: policy.minLength, max: policy.maxLength }),
    // a pattern counts in place of the kinds of characters
    ...(policy.isRegex
      ? [t('passwordPattern', { regex: policy.regex })]
      : kinds.filter(([, count]) => count > 0).map(([name, count]) => t(name, { count }))),
  ];
  return t('passwordRules', { rules: rules.join(', ') });
}
