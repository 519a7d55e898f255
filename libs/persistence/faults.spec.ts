import { QueryFailedError } from 'typeorm';
import {
  isDatabaseUnavailable,
  isOutcomeUnknown,
  isParentGone,
  isRolledBack,
  isUniqueViolation,
} from './faults.js';

/** What TypeORM throws around an error of a driver. */
const failed = (fault: object) =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error('driver'), fault));

const UNIQUE = [{ errno: 1062, code: 'ER_DUP_ENTRY' }, { errcode: 2067 }, { errcode: 1555 }];
const ROLLED_BACK = [
  { errno: 1213, code: 'ER_LOCK_DEADLOCK' },
  { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' },
  { errno: 1020, code: 'ER_CHECKREAD' },
];
const UNAVAILABLE = [
  ...[
    'PROTOCOL_CONNECTION_LOST',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'EHOSTUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
    'POOL_CLOSED',
    'POOL_BUSY',
  ].map((code) => ({ code })),
  { fatal: true, code: 'ANY_OTHER' },
  ...[1040, 1047, 1053, 1290, 1927, 4031].map((errno) => ({ errno })),
  { errcode: 5 },
  { errcode: 8 },
  { errcode: 10 },
  { errcode: 13 },
  { errcode: 14 },
  { errcode: 261 },
  { errcode: 522 },
  { errcode: 1034 },
];
const STATEMENT = [
  { errno: 1064, code: 'ER_PARSE_ERROR' },
  { errno: 1146, code: 'ER_NO_SUCH_TABLE' },
  { errno: 1406, code: 'ER_DATA_TOO_LONG' },
  { errcode: 1 },
  { errcode: 19 },
  { errcode: 1299 },
];
const OTHERS = [new TypeError('x'), null, undefined, 'ECONNREFUSED', 1213, {}];

describe('an error of the database', () => {
  const verdicts = (error: unknown) => [
    isUniqueViolation(error),
    isRolledBack(error),
    isDatabaseUnavailable(error),
  ];

  it.each(UNIQUE)('%j says that the value is there already, and nothing else', (fault) => {
    expect(verdicts(failed(fault))).toEqual([true, false, false]);
  });

  it.each(ROLLED_BACK)('%j says that the transaction was undone and may be tried again', (fault) => {
    expect(verdicts(failed(fault))).toEqual([false, true, true]);
  });

  it.each(UNAVAILABLE)('%j says that the database cannot be used (DB-05)', (fault) => {
    expect(verdicts(failed(fault))).toEqual([false, false, true]);
    expect(isDatabaseUnavailable(fault)).toBe(true);
  });

  it.each(STATEMENT)('%j is a fault of ours: it must not look like an outage', (fault) => {
    expect(verdicts(failed(fault))).toEqual([false, false, false]);
  });

  it.each([{ errno: 1452, code: 'ER_NO_REFERENCED_ROW_2' }, { errcode: 787 }])(
    '%j says that what the row belongs to is gone, and nothing else',
    (fault) => {
      expect(verdicts(failed(fault))).toEqual([false, false, false]);
      expect(isParentGone(failed(fault))).toBe(true);
      for (const other of [...UNIQUE, ...ROLLED_BACK, ...UNAVAILABLE, ...STATEMENT]) {
        expect(isParentGone(failed(other))).toBe(false);
      }
    },
  );

  it.each([
    'Pool is closed.',
    'The database is not connected',
    'Connection is not established with mysql database',
  ])('"%s" says so too: it is all that a driver says when it was closed', (message) => {
    expect(verdicts(new Error(message))).toEqual([false, false, true]);
  });

  it('that is not one of a database is none of these', () => {
    for (const error of OTHERS) expect(verdicts(error)).toEqual([false, false, false]);
  });
});

describe('a commit that failed', () => {
  it.each([{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, { code: 'ECONNRESET' }, { errno: 1927 }])(
    'with %j may have happened all the same (DB-06)',
    (fault) => {
      expect(isOutcomeUnknown(failed(fault))).toBe(true);
    },
  );

  it.each([...ROLLED_BACK, ...UNIQUE, ...STATEMENT, { errcode: 5 }, { errcode: 10 }, { errcode: 13 }])(
    'with %j has not happened: the engine says so itself',
    (fault) => {
      expect(isOutcomeUnknown(failed(fault))).toBe(false);
    },
  );
});
