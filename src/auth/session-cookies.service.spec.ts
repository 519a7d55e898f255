import { MasterKey } from '#secrets';
import { laterBy, NOW, sessionRow } from '../../test/support/credential-rows.js';
import type { CredentialsRepository } from './credentials.repository.js';
import { SessionCookies } from './session-cookies.service.js';

const UID = '01900000-0001-7000-8000-000000000001';
const NAME = '__Host-latchkey-session';
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Strict';

describe('SessionCookies', () => {
  const sessionByUid = vi.fn();
  const cookies = new SessionCookies(
    new MasterKey(Buffer.alloc(32, 1)),
    { sessionByUid } as unknown as CredentialsRepository,
    { now: () => NOW },
  );
  const header = cookies.of(sessionRow({ row: { uid: UID, endsAt: laterBy(60_999) } }));
  const [pair = ''] = header.split(';');
  const value = pair.slice(NAME.length + 1);

  beforeEach(() => {
    vi.resetAllMocks();
    sessionByUid.mockResolvedValue(sessionRow());
  });

  it('is kept to the end of its session, by the one host alone, and no script reads it', () => {
    expect(cookies.of(sessionRow({ row: { uid: UID, endsAt: laterBy(60_999) } }))).toBe(header);
    expect(header).toBe(`${NAME}=${value}; Max-Age=60; ${ATTRIBUTES}`);
    expect(value).toMatch(new RegExp(`^${UID}\\.[\\w-]{43}$`));
  });

  it('of a session that has just ended is gone at once', () => {
    expect(cookies.of(sessionRow({ row: { endsAt: laterBy(-5000) } }))).toContain('; Max-Age=0; ');
  });

  it('is taken away in the same place', () => {
    expect(cookies.none).toBe(`${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
  });

  it('finds its session again, among other cookies', async () => {
    expect(await cookies.session(`a=b; ${pair}; c=d`)).toEqual(sessionRow());
    expect(sessionByUid).toHaveBeenCalledWith(UID);
  });

  it.each([
    ['was ended', sessionRow({ row: { endedAt: NOW } })],
    ['is not there', null],
    ['is of a disabled user', sessionRow({ user: { isActive: false } })],
  ])('finds none when it %s', async (_what, session) => {
    sessionByUid.mockResolvedValue(session);
    expect(await cookies.session(pair)).toBeNull();
    expect(cookies.sessionUidIn(pair)).toBe(UID);
  });

  it.each<[string, string | undefined]>([
    ['there is no cookie', undefined],
    ['there is only another', 'session=1'],
    ['it is there twice', `${pair}; ${pair}`],
    ['somebody planted another before it', `${NAME}=x; ${pair}`],
    ['it was made with another key', `${NAME}=${UID}.${'A'.repeat(43)}`],
    ['it is of another session', `${NAME}=${value.replace(UID, UID.replace(/1$/, '2'))}`],
    ['it is no uid', `${NAME}=${'x'.repeat(36)}${value.slice(36)}`],
    ['something follows', `${pair}x`],
    ['it is empty', `${NAME}=`],
    ['its name is written otherwise', pair.replace('__Host', '__host')],
    ['it is written otherwise', `${NAME}=%30${value.slice(1)}`],
  ])('asks the database for nothing when %s', async (_what, sent) => {
    expect(await cookies.session(sent)).toBeNull();
    expect(cookies.sessionUidIn(sent)).toBeNull();
    expect(sessionByUid).not.toHaveBeenCalled();
  });

  it.each<[string | undefined, boolean]>([
    [undefined, false],
    ['', false],
    ['session=1', false],
    [pair, true],
    [`${NAME}=bad`, true],
    [`a=b; ${NAME}=bad`, true],
  ])('in %j it is sent: %s', (sent, expected) => {
    expect(cookies.isIn(sent)).toBe(expected);
  });
});
