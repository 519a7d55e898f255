import * as argon2 from '@node-rs/argon2';
import { HasherBusyError, PasswordHasher } from './password-hasher.js';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2');
  return { hash: jest.fn(real.hash), verify: jest.fn(real.verify) };
});

const PARAMETERS = '$argon2id$v=19$m=19456,t=2,p=1$';
const PASSWORD = 'seven green lamps in a row';
const hashing = jest.mocked(argon2.hash);
const verifying = jest.mocked(argon2.verify);

describe('PasswordHasher', () => {
  let hasher: PasswordHasher;

  beforeEach(async () => {
    hasher = new PasswordHasher(2);
    await hasher.verify(null, 'warm up');
    hashing.mockClear();
    verifying.mockClear();
  });

  it('makes argon2id strings of the parameters that OWASP asks for, each with a salt of its own (CR-01)', async () => {
    const [one, other] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    expect(one).not.toBe(other);
    for (const text of [one, other]) {
      expect(text.startsWith(PARAMETERS)).toBe(true);
      expect(Buffer.from(text.split('$')[4] ?? '', 'base64')).toHaveLength(16);
    }
  });

  it('knows the right password, and no other', async () => {
    const stored = await hasher.hash(PASSWORD);
    expect(await hasher.verify(stored, PASSWORD)).toBe(true);
    for (const wrong of ['', ` ${PASSWORD}`, `${PASSWORD} `, PASSWORD.toUpperCase(), PASSWORD.slice(0, -1)])
      expect(await hasher.verify(stored, wrong)).toBe(false);
  });

  it('does not cut: passwords that differ after 72 bytes differ', async () => {
    const stored = await hasher.hash(`${'x'.repeat(100)}y`);
    expect(await hasher.verify(stored, `${'x'.repeat(100)}z`)).toBe(false);
    expect(await hasher.verify(stored, 'x'.repeat(100))).toBe(false);
  });

  describe('without a stored hash', () => {
    it('does the same work, once, against parameters that are the same (LG-03)', async () => {
      expect(await hasher.verify(null, PASSWORD)).toBe(false);
      expect(verifying).toHaveBeenCalledTimes(1);
      expect(verifying.mock.calls[0]?.[0]).toMatch(new RegExp(`^${PARAMETERS.replaceAll('$', '\\$')}`));
      expect(verifying.mock.calls[0]?.[1]).toBe(PASSWORD);
      expect(hashing).not.toHaveBeenCalled();
    });

    it('is wrong whatever the password is, also the decoy’s own', async () => {
      verifying.mockResolvedValueOnce(true);
      expect(await hasher.verify(null, 'no password has this hash')).toBe(false);
      expect(await hasher.verify(null, 'no password has this hash')).toBe(false);
    });
  });

  describe('in a crowd (LG-09)', () => {
    /** Work that ends when the test says so. @returns how to let it end. */
    function holdBack(): () => void {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      hashing.mockImplementation(() => gate.then(() => 'made'));
      return release;
    }
    afterEach(() => {
      hashing.mockImplementation(jest.requireActual<typeof argon2>('@node-rs/argon2').hash);
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));

    it('hashes as many at once as it has slots', async () => {
      const release = holdBack();
      const all = Array.from({ length: 10 }, () => hasher.hash(PASSWORD));
      await settle();
      expect(hashing).toHaveBeenCalledTimes(2);
      release();
      expect(await Promise.all(all)).toEqual(all.map(() => 'made'));
      expect(hashing).toHaveBeenCalledTimes(10);
    });

    it('lets 32 wait for each slot, and refuses the next at once, for hashing and for checking', async () => {
      const release = holdBack();
      const all = Array.from({ length: 2 + 64 }, () => hasher.hash(PASSWORD));
      await settle();
      await expect((async () => hasher.hash(PASSWORD))()).rejects.toThrow(HasherBusyError);
      await expect(hasher.verify(null, PASSWORD)).rejects.toThrow(HasherBusyError);
      expect(hashing).toHaveBeenCalledTimes(2);
      expect(hasher.load).toEqual({ running: 2, waiting: 64, refused: 2 });
      release();
      expect(await Promise.all(all)).toHaveLength(66);
      expect(hasher.load).toEqual({ running: 0, waiting: 0, refused: 2 });
      expect(await hasher.hash(PASSWORD)).toBe('made');
    });

    it('goes on after a hash that failed', async () => {
      hashing.mockRejectedValueOnce(new Error('out of memory'));
      await expect(hasher.hash(PASSWORD)).rejects.toThrow('out of memory');
      expect(await hasher.verify(await hasher.hash(PASSWORD), PASSWORD)).toBe(true);
    });
  });
});
