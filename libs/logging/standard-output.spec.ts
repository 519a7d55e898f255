import { BoundedOutput } from './standard-output.js';

/** An output with a reader that takes so many bytes, which the test changes. */
function reader({ mostWaiting = 100 } = {}) {
  const bed = { room: Infinity, text: '', output: undefined as unknown as BoundedOutput };
  bed.output = new BoundedOutput((bytes) => {
    const chunk = Buffer.from(bytes as Buffer).subarray(0, bed.room);
    if (chunk.length === 0) throw Object.assign(new Error('no room'), { code: 'EAGAIN' });
    bed.room -= chunk.length;
    bed.text += chunk.toString('latin1');
    return chunk.length;
  }, mostWaiting);
  return bed;
}
const line = (name: string) => `{"name":"${name}"}\n`; // 13 bytes and the name

describe('what is written to an output (LO-06)', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is there at once while there is room', () => {
    const bed = reader();
    bed.output.write(line('a'));
    expect(bed.text).toBe(line('a'));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits without holding anybody up, and comes later, whole and in order', () => {
    const bed = reader();
    bed.room = 5;
    bed.output.write(line('a'));
    bed.output.write(line('b'));
    expect(bed.text).toBe(line('a').slice(0, 5));
    bed.room = 15;
    bed.output.write(line('c'));
    vi.advanceTimersByTime(1);
    bed.room = Infinity;
    bed.output.write(line('d'));
    vi.advanceTimersByTime(100);
    expect(bed.text).toBe(['a', 'b', 'c', 'd'].map(line).join(''));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is asked for less and less often while there is no room', () => {
    const send = vi.fn((): number => {
      throw new Error('no room');
    });
    new BoundedOutput(send).write(line('a'));
    vi.advanceTimersByTime(10_000);
    expect(send.mock.calls.length).toBeLessThan(120);
  });

  it('is lost beyond the bound, and counted, and told once there is room again', () => {
    const bed = reader({ mostWaiting: 30 });
    bed.room = 0;
    for (const name of ['a', 'b', 'c', 'd', 'e']) bed.output.write(line(name));
    bed.room = Infinity;
    vi.advanceTimersByTime(100);
    bed.output.write(line('f'));
    const lines = bed.text.split('\n').filter(Boolean);
    expect(lines.map((text) => JSON.parse(text) as object)).toEqual([
      { name: 'a' },
      { name: 'b' },
      {
        level: 'warn',
        time: expect.stringMatching(/Z$/),
        msg: 'log lines were lost: nobody took them',
        lines: 3,
      },
      { name: 'f' },
    ]);
  });

  it('keeps characters whole that are longer than a byte', () => {
    const bed = reader();
    bed.room = 10;
    bed.output.write(line('é'));
    bed.room = Infinity;
    vi.advanceTimersByTime(100);
    expect(Buffer.from(bed.text, 'latin1').toString()).toBe(line('é'));
  });
});

describe('flushSync (LO-06)', () => {
  it('waits for a reader that is only slow', () => {
    let tries = 0;
    let text = '';
    const output = new BoundedOutput((bytes) => {
      if (++tries < 5) throw new Error('no room');
      text += bytes.toString();
      return bytes.length;
    });
    output.write(line('last'));
    output.flushSync();
    expect(text).toBe(line('last'));
  });

  it('gives a reader up that has stopped', () => {
    const bed = reader();
    bed.room = 0;
    bed.output.write(line('last'));
    const began = performance.now();
    bed.output.flushSync();
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
