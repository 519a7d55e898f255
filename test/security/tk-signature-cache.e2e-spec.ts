import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { refreshed } from '../support/refreshing.js';
import { TestApp } from '../support/test-app.js';
import { MINUTE } from '../support/test-clock.js';
import { doorsFor, heldBy, REFUSED } from '../support/token-doors.js';

/** Another character of the alphabet of tokens than this one. */
const other = (char = '') => (char === 'A' ? 'B' : 'A');

describe('tokens whose signature was checked before (TK-06, CVE-2026-35039)', () => {
  let app: TestApp;
  let given: Given;
  let admin: Person;
  let first: Person;
  let second: Person;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_INVALID_PER_MINUTE: '1000000' } });
    given = new Given(app);
  });
  beforeEach(async () => {
    admin = await given.tenant();
    first = await given.user(admin);
    second = await given.user(admin);
    await expectBothGood();
  });
  afterAll(() => app.close());

  const ask = (token: string) => doorsFor(app, admin, token);

  async function expectBothGood(): Promise<void> {
    for (const person of [first, second]) expect(await ask(person.token)).toEqual(heldBy(person));
  }

  it('TK-06 are taken for nobody else’s, in whatever order they are asked about', async () => {
    const tokens = [first, second].map((person) => ({ person, token: person.token }));
    for (const person of [first, second]) tokens.push({ person, token: await refreshed(app, person.token) });
    for (let round = 0; round < 10; round++)
      for (const { person, token } of tokens.toSorted(
        (a, b) => a.token.charCodeAt(round * 9) - b.token.charCodeAt(round * 9),
      ))
        expect(await ask(token)).toEqual(heldBy(person));
  });

  it('TK-06 lend nothing to a text that has parts of them', async () => {
    const [header, payload, signature] = first.token.split('.');
    const [, otherPayload, otherSignature] = second.token.split('.');
    const half = Math.floor(first.token.length / 2);
    const chimeras = [
      `${header}.${otherPayload}.${signature}`,
      `${header}.${payload}.${otherSignature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `.${payload}.${signature}`,
      `${payload}.${header}.${signature}`,
      `${first.token}.${signature}`,
      `${first.token}${second.token}`,
      first.token.slice(0, half) + second.token.slice(half),
      first.token.slice(0, -1),
      first.token.slice(1),
      [...first.token].toReversed().join(''),
    ];
    for (const token of chimeras) expect(await ask(token)).toEqual(REFUSED);
    await expectBothGood();
  });

  it('TK-06 lend nothing to a text that differs in one character, wherever it is', async () => {
    const { token } = first;
    for (let at = 0; at < token.length; at += 3) {
      const changed = token.slice(0, at) + other(token[at]) + token.slice(at + 1);
      expect({ at, ...(await ask(changed)) }).toEqual({ at, ...REFUSED });
    }
    await expectBothGood();
  });

  it('TK-06 are dead at once when their session ends, and nobody else’s', async () => {
    const newer = await refreshed(app, first.token);
    expect(await ask(newer)).toEqual(heldBy(first));
    await app.http.post('/v1/auth/logout').set('Authorization', newer).expect(204);
    for (const token of [newer, first.token]) expect(await ask(token)).toEqual(REFUSED);
    expect(await ask(second.token)).toEqual(heldBy(second));
  });

  it('TK-06 are dead at the instant at which they end, however good they were', async () => {
    app.clock.advance(15 * MINUTE);
    admin.token = await given.token(admin.emailId, admin.password);
    for (const { token } of [first, second]) expect(await ask(token)).toEqual(REFUSED);
  });
});
