import type { MockInstance } from 'vitest';
import { HashingThreads } from './hashing-threads.js';
import { HasherBusyError, PasswordHasher } from './password-hasher.js';
import type { HashingTask } from './password-hasher.js';

const PARAMETERS = '$argon2id$v=19$m=19456,t=2,p=1$';
const PASSWORD = 'seven green lamps in a row';
describe('PasswordHasher', () => {
  let hasher: PasswordHasher;
  /** What the threads are given to do; they do it, if the test says nothing else. */
  let run: MockInstance<(task: HashingTask) => Promise<unknown>>;

  beforeEach(() => {
    run = vi.spyOn(HashingThreads.prototype, 'run');
    hasher = new PasswordHasher(2);
  });
  afterEach(() => vi.restoreAllMocks());

  it('makes argon2id strings of the parameters that OWASP asks for, each with a salt of its own (CR-01)', async () => {
    const [one, other] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    expect(one).not.toBe(other);
    for (const text of [one, other]) {
      expect(text.startsWith(PARAMETERS)).toBe(true);
      expect(Buffer.from(text.split('$')[4] ?? '', 'base64')).toHaveLength(16);
      expect(Buffer.from(text.split('$')[5] ?? '', 'base64')).toHaveLength(32);
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
    it('does the same work, once, against a hash of the same form and parameters (LG-03)', async () => {
      const stored = await hasher.hash(PASSWORD);
      run.mockClear();
      expect(await hasher.verify(null, PASSWORD)).toBe(false);
      expect(run).toHaveBeenCalledTimes(1);
      const [{ against = '', ...task }] = run.mock.calls[0] ?? [{ password: '' }];
      expect(task).toEqual({ password: PASSWORD });
      expect(against.startsWith(PARAMETERS)).toBe(true);
      const lengths = (text: string) =>
        text.split('$').map((part) => [part.length, Buffer.from(part, 'base64').length]);
      expect(lengths(against)).toEqual(lengths(stored));
    });

    it('is wrong whatever the password is, also the decoy’s own', async () => {
      run.mockResolvedValueOnce(true);
      expect(await hasher.verify(null, 'no password has this hash')).toBe(false);
      expect(await hasher.verify(null, 'no password has this hash')).toBe(false);
    });

    it('is another decoy in each process', async () => {
      for (const each of [hasher, new PasswordHasher(1)]) await each.verify(null, PASSWORD);
      const [one, other] = run.mock.calls.map(([{ against }]) => against);
      expect(one).not.toBe(other);
    });
  });

  const UNUSABLE = ['', 'nonsense', `${PARAMETERS}not base64!$x`, '$argon2id$v=19$m=1,t=0,p=0$AAAA$AAAA'];

  it.each(UNUSABLE)('takes no password for the stored text %j', async (stored) => {
    expect(await hasher.verify(stored, PASSWORD)).toBe(false);
  });

  it.each(UNUSABLE)(
    'tells in no error of a thread what the password or the stored text %j was',
    async (against) => {
      const program = new URL('./argon2-thread.mjs', import.meta.url);
      const threads = new HashingThreads<HashingTask, boolean>(program);
      const error: unknown = await threads
        .run({ password: PASSWORD, against })
        .catch((fault: unknown) => fault);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).not.toBe('');
      const text = JSON.stringify([String(error), (error as Error).stack, error]);
      expect(text).not.toContain(PASSWORD);
      if (against !== '') expect(text).not.toContain(against);
    },
  );

  describe('in a crowd (LG-09)', () => {
    /** Work that ends when the test says so. @returns how to let it end. */
    function holdBack(): () => void {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      run.mockImplementation(() => gate.then(() => 'made'));
      return release;
    }
    const settle = () => new Promise((resolve) => setImmediate(resolve));

    it('hashes as many at once as it has slots', async () => {
      const release = holdBack();
      const all = Array.from({ length: 10 }, () => hasher.hash(PASSWORD));
      await settle();
      expect(run).toHaveBeenCalledTimes(2);
      release();
      expect(await Promise.all(all)).toEqual(all.map(() => 'made'));
      expect(run).toHaveBeenCalledTimes(10);
    });

    it('lets 32 wait for each slot, and refuses the next at once, for hashing and for checking', async () => {
      const release = holdBack();
      const all = Array.from({ length: 2 + 64 }, () => hasher.hash(PASSWORD));
      await settle();
      await expect((async () => hasher.hash(PASSWORD))()).rejects.toThrow(HasherBusyError);
      await expect(hasher.verify(null, PASSWORD)).rejects.toThrow(HasherBusyError);
      expect(run).toHaveBeenCalledTimes(2);
      expect(hasher.load).toEqual({ running: 2, waiting: 64, refused: 2 });
      release();
      expect(await Promise.all(all)).toHaveLength(66);
      expect(hasher.load).toEqual({ running: 0, waiting: 0, refused: 2 });
      expect(await hasher.hash(PASSWORD)).toBe('made');
    });

    it('lets as many wait as it is told', async () => {
      const release = holdBack();
      const small = new PasswordHasher(1, 3);
      const all = Array.from({ length: 1 + 3 }, () => small.hash(PASSWORD));
      await settle();
      await expect(small.verify(null, PASSWORD)).rejects.toThrow(HasherBusyError);
      expect(small.load).toEqual({ running: 1, waiting: 3, refused: 1 });
      release();
      expect(await Promise.all(all)).toHaveLength(4);
    });

    it('goes on after a hash that failed', async () => {
      run.mockRejectedValueOnce(new Error('out of memory'));
      await expect(hasher.hash(PASSWORD)).rejects.toThrow('out of memory');
      expect(await hasher.verify(await hasher.hash(PASSWORD), PASSWORD)).toBe(true);
    });
  });
});
