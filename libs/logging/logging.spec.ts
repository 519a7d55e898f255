import { createLogger, NestLogger } from './index.js';

/** A logger and what it wrote, line by line. */
function logger(level: Parameters<typeof createLogger>[0] = 'trace') {
  const lines: string[] = [];
  return { lines, logger: createLogger(level, { write: (line) => void lines.push(line) }) };
}
/** What TypeORM throws: everything that it knows hangs onto the error. */
const queryFailed = (driverError: Error) =>
  Object.assign(new Error(driverError.message), {
    name: 'QueryFailedError',
    query: 'SELECT canary-query',
    parameters: ['canary-parameter'],
    driverError,
  });
const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('createLogger', () => {
  it('writes one line of JSON with level and UTC time (LO-03)', () => {
    const { lines, logger: log } = logger();
    log.info({ msg: 'hello', route: '/v1/users' });
    expect(lines).toHaveLength(1);
    expect(parsed(lines)).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        msg: 'hello',
        route: '/v1/users',
      },
    ]);
  });

  it('keeps what would break a line or a terminal inside its text (LO-04)', () => {
    const { lines, logger: log } = logger();
    const texts = { msg: 'a\r\nb', other: 'x\u001b[31my\u0000', more: '\x7f\u0085\u009b31m\u2028\u2029' };
    log.info({ ...texts, err: new Error('\u009b31m\u2028') });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(parsed(lines)[0]).toMatchObject(texts);
  });

  it('tells of an error without the statement and its parameters (LO-01)', () => {
    const { lines, logger: log } = logger();
    const driver = Object.assign(new Error('Duplicate entry'), {
      errno: 1062,
      code: 'ER_DUP_ENTRY',
      sql: 'canary-sql',
    });
    log.error({ err: queryFailed(driver) });
    expect(lines.join()).not.toMatch(/canary/);
    expect(parsed(lines)[0]).toMatchObject({
      err: { name: 'QueryFailedError', code: 'ER_DUP_ENTRY', errno: 1062 },
    });
  });

  it('tells the cause of an error, and cuts long texts', () => {
    const { lines, logger: log } = logger();
    log.error({ err: new Error('x'.repeat(100_000), { cause: new TypeError('deeper') }) });
    expect(lines[0]?.length).toBeLessThan(8 * 1024);
    expect(parsed(lines)[0]).toMatchObject({ err: { cause: { name: 'TypeError', message: 'deeper' } } });
  });

  it('tells no more of causes without end than fits in a line (LO-04)', () => {
    const { lines, logger: log } = logger();
    const error = new Error('x'.repeat(100_000));
    error.cause = error;
    log.error({ err: error });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(8 * 1024);
  });

  it('does not write requests, answers or what is no error', () => {
    const { lines, logger: log } = logger();
    log.info({ req: { url: 'canary' }, res: { body: 'canary' }, err: { password: 'canary' } });
    expect(lines.join()).not.toMatch(/canary/);
  });

  it('is silent below its level', () => {
    const { lines, logger: log } = logger('warn');
    log.info('no');
    log.warn('yes');
    expect(parsed(lines).map((line) => line['msg'])).toEqual(['yes']);
  });
});

describe('NestLogger', () => {
  it('keeps levels, contexts and fields', () => {
    const { lines, logger: log } = logger();
    const nest = new NestLogger(log);
    nest.log({ msg: 'set up', userUid: 'u' }, 'SetupService');
    nest.warn('careful', 'Room');
    nest.error(new Error('broken'), 'Room');
    nest.log('mapped {/v1/users, GET}', 'RouterExplorer');
    nest.verbose('detail');
    nest.fatal('end'.padEnd(100_000, '.'));
    expect(parsed(lines)).toMatchObject([
      { level: 'info', msg: 'set up', userUid: 'u', context: 'SetupService' },
      { level: 'warn', msg: 'careful', context: 'Room' },
      { level: 'error', err: { message: 'broken' }, context: 'Room' },
      { level: 'debug', context: 'RouterExplorer' },
      { level: 'trace', msg: 'detail' },
      { level: 'fatal', msg: 'end'.padEnd(2000, '.') },
    ]);
  });
});
