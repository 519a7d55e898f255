import * as fc from 'fast-check';
import { commonPasswords } from './common-passwords.js';
import { DEFAULT_PASSWORD_RULES, passwordFaults } from './password-rules.js';
import type { PasswordRules } from './password-rules.js';

const ACCOUNT = ['Acme Corporation', 'barnaby.miller@acme.example', 'Barnaby', 'Miller'];
let common: ReadonlySet<string>;
const faults = (
  password: string,
  accountWords: readonly string[] = ACCOUNT,
  rules?: Partial<PasswordRules>,
) => passwordFaults(password, { accountWords, common }, { ...DEFAULT_PASSWORD_RULES, ...rules });

beforeAll(async () => {
  common = await commonPasswords();
});

describe('passwordFaults', () => {
  describe('length, in code points (LG-02)', () => {
    it.each([
      [14, ['must have at least 15 characters']],
      [15, []],
      [128, []],
      [129, ['must have at most 128 characters']],
    ])('%i characters', (length, expected) => {
      const plain = 'the quick brown fox jumps over '.repeat(5);
      const beyondTheFirstPlane = [...'😀🚀🌵🎈🐟🍀🎻🌊🔔🧊🪁🫐🛶'.repeat(10)];
      expect(faults(plain.slice(0, length))).toEqual(expected);
      expect(faults(beyondTheFirstPlane.slice(0, length).join(''))).toEqual(expected);
    });

    it('is judged before anything else, and alone', () => {
      expect(faults('')).toEqual(['must have at least 15 characters']);
      expect(faults('a'.repeat(200))).toEqual(['must have at most 128 characters']);
    });
  });

  describe('nothing about kinds of characters', () => {
    it.each([
      'seven green lamps in a row',
      'correctgiraffebatterystaple',
      '               spaces count   too',
      'пятнадцать букв без цифр',
      '928374650192834756',
    ])('accepts "%s"', (password) => {
      expect(faults(password)).toEqual([]);
    });
  });

  describe('patterns', () => {
    it.each([
      'aaaaaaaaaaaaaaaaaaaa',
      'abababababababababab',
      'abcabcabcabcabcabc',
      'abcdabcdabcdabcdabcd',
      '12341234123412341',
      'abcdefghijklmnop',
      'ponmlkjihgfedcba',
      '123456789012345',
      '098765432109876',
      '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀',
    ])('refuses "%s"', (password) => {
      expect(faults(password)).toEqual([
        'must not be a repeated pattern or a run of neighbouring characters',
      ]);
    });

    it('refuses every text of a short period, and every run', () => {
      const period = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(period, fc.integer({ min: 15, max: 128 }), (text, length) => {
          expect(faults(text.repeat(length).slice(0, length), [])).not.toEqual([]);
        }),
      );
      fc.assert(
        fc.property(fc.integer({ min: 0x20, max: 0x7e - 30 }), fc.boolean(), (start, isDown) => {
          const run = Array.from({ length: 20 }, (_, index) => String.fromCharCode(start + index));
          expect(faults((isDown ? run.toReversed() : run).join(''), [])).not.toEqual([]);
        }),
      );
    });
  });

  describe('words that everybody can guess', () => {
    it.each([
      'Password1234567',
      'PASSWORD-QWERTY-ADMIN',
      'welcome2acme2030',
      'latchkey-secret-1',
      'letmein letmein letmein',
    ])('do not count for the length: refuses "%s"', (password) => {
      expect(faults(password)).toEqual([expect.stringContaining('besides common words')]);
    });

    it.each([
      ['the organisation', 'acme corporation!'],
      ['a part of it', 'Corporation-2026-xy'],
      ['the address', 'barnaby.miller@acme.example'],
      ['a part of the address', 'miller.example.77'],
      ['the names', 'BarnabyMiller2030'],
      ['the names in capitals', 'BARNABYMILLER2030'],
      ['the names in full-width letters', 'Ｂａｒｎａｂｙ Miller 2030'],
    ])('nor do the words of the account: %s', (_what, password) => {
      expect(faults(password)).toEqual([expect.stringContaining('besides common words')]);
      expect(faults(password, [])).toEqual([]);
    });

    it('may be in a password that is long enough without them', () => {
      expect(faults('barnaby keeps nine wooden spoons')).toEqual([]);
      expect(faults('my password is a very long sentence')).toEqual([]);
    });

    it('do not forbid short words of the account, which are in every sentence', () => {
      expect(faults('a tree and a bee in may', ['a', 'bee', 'may'])).toEqual([]);
    });
  });

  it('never throws, and never repeats the password or a word of the account', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 140 }),
        fc.array(fc.string({ unit: 'binary' })),
        (password, words) => {
          for (const fault of faults(password, words)) expect(fault).toMatch(/^must [\w ,-]+$/);
        },
      ),
    );
  });

  describe('breached and common passwords (LG-02)', () => {
    it.each([
      'iloveyou9988776',
      '77-iloveyou-2031',
      '1qaz2wsx3edc4rfv',
      'Sunshine!!!!!!!',
      '!!!!1qaz2wsx!!!!',
      '...Trustno1?!?!',
      'Correct Horse Battery Staple',
      'CorrectHorseBatteryStaple1!',
      'a better horse battery staple',
    ])('refuses "%s"', (password) => {
      expect(faults(password)).toEqual([
        'must not be a common password, or one with digits or signs around it',
      ]);
    });

    it('does not refuse one with so much around it that this would do alone', () => {
      expect(faults('iloveyou 918273 645546 37 2')).toEqual([]);
      expect(faults('iloveyou 918273 6455')).toHaveLength(1);
    });

    it.each(['baseball', 'Trustno1', 'football99'])(
      'refuses "%s" where short ones are allowed',
      (password) => {
        expect(faults(password, [], { minLength: 6 })).toEqual([
          'must not be a common password, or one with digits or signs around it',
        ]);
      },
    );

    it('are some tens of thousands, in lower case', () => {
      expect(common.size).toBeGreaterThan(40_000);
      expect([...common].filter((text) => text !== text.toLowerCase())).toEqual([]);
    });
  });

  describe('rules that a tenant sets', () => {
    it.each<[Partial<PasswordRules>, string, string[]]>([
      [{ minLength: 6 }, 'zuXq8', ['must have at least 6 characters']],
      [{ minLength: 6 }, 'zuXq8p', []],
      [{ maxLength: 20 }, 'seven green lamps in a row', ['must have at most 20 characters']],
      [{ minNumOfBlockLetters: 1 }, 'seven green lamps in a row', ['must have at least 1 upper-case letter']],
      [{ minNumOfBlockLetters: 2 }, 'Seven Green lamps in a row', []],
      [{ minNumOfDigits: 2 }, 'seven green lamps in 1 row', ['must have at least 2 digits']],
      [{ minNumOfDigits: 1 }, 'seven green lamps in ٣ rows', []],
      [{ minNumOfSmallLetters: 3 }, 'SEVEN GREEN LAMPS IN a row', []],
      [{ minNumOfSpecialCharacters: 1 }, 'sevengreenlampsinarow', ['must have at least 1 special character']],
      [
        { minNumOfBlockLetters: 1, minNumOfDigits: 1 },
        'seven green lamps in a row',
        ['must have at least 1 upper-case letter', 'must have at least 1 digit'],
      ],
      [{ isRegex: true, regex: '[a-z ]+' }, 'seven green lamps in a row', []],
      [{ isRegex: true, regex: '[a-z]+' }, 'seven green lamps in a row', ['must match [a-z]+']],
      [{ isRegex: true, regex: 'seven' }, 'seven green lamps in a row', ['must match seven']],
      [{ isRegex: false, regex: '[a-z]+' }, 'seven green lamps in a row', []],
      [{ isRegex: true, regex: '.*', minNumOfDigits: 5 }, 'seven green lamps in a row', []],
    ])('%j: "%s"', (rules, password, expected) => {
      expect(faults(password, [], rules)).toEqual(expected);
    });

    it('leave the words of the account out of the count too', () => {
      expect(faults('Barnaby!7x', ACCOUNT, { minLength: 6 })).toEqual([
        expect.stringContaining('must have at least 6 characters besides common words'),
      ]);
    });
  });
});
