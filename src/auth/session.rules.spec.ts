import { counts, isHeldBy, isLive, judgeRefresh, whyRefused } from './session.rules.js';
import type { Session } from './session.entity.js';

const NOW = new Date('2030-01-01T12:00:00.000Z');
const after = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

const session: Session = {
  uid: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d',
  tenantUid: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5e',
  userUid: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5f',
  epoch: 3,
  generation: 5,
  startedAt: after(-3_600_000),
  endsAt: after(1),
  refreshedAt: after(-60_000),
  endedAt: null,
  ip: '203.0.113.7',
  userAgent: '',
};

describe('isLive', () => {
  it('is true before the end, in the epoch of the user, when nobody ended it', () => {
    expect(isLive(session, { sessionEpoch: 3 }, NOW)).toBe(true);
  });

  it.each([
    ['at its end', { endsAt: NOW }, 3],
    ['after its end', { endsAt: after(-1) }, 3],
    ['when it was ended, whenever that was', { endedAt: after(60_000) }, 3],
    ['in a later epoch of the user', {}, 4],
    ['in an earlier epoch of the user', {}, 2],
  ])('is false %s', (_when, change, sessionEpoch) => {
    expect(isLive({ ...session, ...change }, { sessionEpoch }, NOW)).toBe(false);
  });
});

const held = {
  ...session,
  user: { isActive: true, sessionEpoch: 3 },
  tenant: { isActive: true },
};
const disabled = { user: { isActive: false, sessionEpoch: 3 } };
const suspended = { tenant: { isActive: false } };
const moved = { user: { isActive: true, sessionEpoch: 4 } };

describe('counts', () => {
  it.each([
    ['is live, and its user and organisation may come in', {}, true],
    ['has ended', { endsAt: NOW }, false],
    ['is of a user who is disabled', disabled, false],
    ['is of an organisation that is suspended', suspended, false],
    ['is from before the user’s epoch', moved, false],
  ])('a session that %s: %j', (_what, change, expected) => {
    expect(counts({ ...held, ...change }, NOW)).toBe(expected);
  });
});

describe('isHeldBy', () => {
  const claims = { sub: session.userUid, tid: session.tenantUid };

  it.each([
    ['of its user in its organisation', {}, {}, true],
    ['of another user', { sub: session.uid }, {}, false],
    ['of another organisation', { tid: session.uid }, {}, false],
    ['of its user, when it has ended', {}, { endsAt: NOW }, false],
  ])('claims %s: %j %j', (_whose, claim, change, expected) => {
    expect(isHeldBy({ ...held, ...change }, { ...claims, ...claim }, NOW)).toBe(expected);
  });
});

describe('whyRefused', () => {
  const second = NOW.getTime() / 1000;

  it.each([
    ['organisation is suspended', { ...suspended, ...disabled, endedAt: NOW }, second],
    ['user is disabled', { ...disabled, endedAt: NOW }, second],
    ['session has ended', { endedAt: NOW }, second],
    ['token has expired', {}, second],
    ['had been replaced', {}, second + 1],
    ['had been replaced', {}, undefined],
  ])('of several reasons the one that reaches furthest: %s', (reason, change, expiry) => {
    expect(whyRefused({ ...held, ...change }, expiry, NOW)).toContain(reason);
  });
});

describe('judgeRefresh', () => {
  const judge = (generation: number, strict: boolean, now = NOW) =>
    judgeRefresh(session, generation, strict, now);

  it.each([true, false])('moves on with the newest token (strict: %s)', (strict) => {
    expect(judge(5, strict)).toBe('advance');
    expect(judge(5, strict, after(86_400_000))).toBe('advance');
  });

  it('repeats for the token just replaced, however long ago', () => {
    expect(judge(4, false)).toBe('repeat');
    expect(judge(4, false, after(86_400_000))).toBe('repeat');
  });

  it.each([3, 0, -1, 6, 7])('refuses any other generation: %i', (generation) => {
    expect(judge(generation, false)).toBe('refuse');
    expect(judge(generation, true)).toBe('end');
  });

  it('in strict mode repeats for ten seconds after the refresh, then ends the session', () => {
    const refreshed = session.refreshedAt.getTime();
    expect(judge(4, true, new Date(refreshed))).toBe('repeat');
    expect(judge(4, true, new Date(refreshed + 10_000))).toBe('repeat');
    expect(judge(4, true, new Date(refreshed + 10_001))).toBe('end');
  });
});
