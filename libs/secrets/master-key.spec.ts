import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { MasterKey, UnsealError } from './master-key.js';

const BYTES = Buffer.alloc(32, 7);
const key = new MasterKey(BYTES);

describe('MasterKey', () => {
  it.each([0, 16, 31, 33, 64])('is not made from %i bytes', (length) => {
    expect(() => new MasterKey(randomBytes(length))).toThrow('exactly 32 bytes');
  });

  describe('seal and unseal (TK-03)', () => {
    it('give any text back', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
          const sealed = key.seal('signing-keys', plain, context);
          expect(key.unseal('signing-keys', sealed, context)).toBe(plain);
          expect(new MasterKey(BYTES).unseal('signing-keys', sealed, context)).toBe(plain);
        }),
      );
    });

    it('never seal one text twice alike, and show nothing of it', () => {
      const sealed = Array.from({ length: 100 }, () => key.seal('signing-keys', 'plain text', 'x'));
      expect(new Set(sealed).size).toBe(100);
      for (const each of sealed)
        expect(Buffer.from(each, 'base64').toString('latin1')).not.toContain('plain');
    });

    it.each([
      ['another master key', new MasterKey(randomBytes(32)), 'signing-keys', 'kid-1'],
      ['another context', key, 'signing-keys', 'kid-2'],
      ['no context', key, 'signing-keys', ''],
      ['another purpose', key, 'cursors', 'kid-1'],
    ] as const)('do not open with %s', (_what, other, purpose, context) => {
      const sealed = key.seal('signing-keys', 'plain text', 'kid-1');
      expect(() => other.unseal(purpose, sealed, context)).toThrow(UnsealError);
    });

    it('do not open when a single bit was changed, or a part is missing', () => {
      const bytes = Buffer.from(key.seal('signing-keys', 'plain', 'x'), 'base64');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => key.unseal('signing-keys', changed.toString('base64'), 'x')).toThrow(UnsealError);
      }
      for (let length = 0; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length).toString('base64');
        expect(() => key.unseal('signing-keys', cut, 'x')).toThrow(UnsealError);
      }
    });

    it('say nothing secret when they fail', () => {
      const fault = new UnsealError('sealed under another master key, or damaged');
      expect(() => key.unseal('signing-keys', 'garbage', 'x')).toThrow(fault);
    });
  });

  describe('mac (TK-03)', () => {
    it('is the same for the same, and differs by text, purpose and master key', () => {
      const macs = [
        key.mac('cursors', 'a'),
        key.mac('cursors', 'b'),
        key.mac('setup-token', 'a'),
        key.mac('password-links', 'a'),
        new MasterKey(randomBytes(32)).mac('cursors', 'a'),
      ];
      expect(new Set(macs).size).toBe(macs.length);
      for (const mac of macs) expect(mac).toMatch(/^[\w-]{43}$/);
      expect(new MasterKey(BYTES).mac('cursors', 'a')).toBe(macs[0]);
    });

    it('is HMAC-SHA-256 under an HKDF-SHA-256 subkey: open links and printed setup tokens depend on it', () => {
      // computed once by another program, from RFC 5869 and RFC 2104 alone
      expect(key.mac('setup-token', 'v1')).toBe('-o1Z1tc3QM5967pbu9R3Oun2Omv5dvik9cTRvtX0c8Y');
    });
  });
});
