import type { World } from '../contract/world.js';
import { as } from './caller.js';
import { exchanged } from './exchanging.js';
import type { Person } from './given.js';
import { PEOPLE } from './matrix.js';
import type { Actor } from './matrix.js';
import { cookieOf, FROM_OUR_PAGE } from './session-cookie.js';
import { DAY } from './test-clock.js';

/** The actors of the matrix in one world. */
export interface Cast {
  world: World;
  /** What each of them puts into a request to say who they are. */
  credentials: Record<Actor, Record<string, string>>;
  people: Record<(typeof PEOPLE)[number], Person>;
}

const byToken = (Authorization: string) => ({ Authorization });
const byKey = (ApiKey: string) => ({ ApiKey });

/** Brings the actors about. Whoever has no credential that counts would be an administrator if theirs did. */
export async function castOf(world: World): Promise<Cast> {
  const { app, given, admin } = world;
  const expiredToken = admin.token;
  const expiredKey = (await given.apiKey(admin, { expiresInDays: 7 })).value;
  const peer = await given.user(admin);
  const foreign = await given.tenant();
  app.clock.advance(7 * DAY);

  const people = { user: world.user, peer, admin, foreign, platform: world.platform };
  for (const person of Object.values(people)) person.token = await logIn(world, person);
  const endedSession = await logIn(world, admin);
  await as(app, { ...admin, token: endedSession })
    .post('/v1/auth/logout')
    .expect(204);
  const revoked = await given.apiKey(admin);
  await as(app, admin).put(`/v1/apiKeys/${revoked.uid}/state`).send({ isActive: false }).expect(204);

  const credentials: Record<string, Record<string, string>> = {
    nobody: {},
    cookie: { ...FROM_OUR_PAGE, Cookie: (await cookieOf(app, admin)).cookie },
    expiredKey: byKey(expiredKey),
    revokedKey: byKey(revoked.value),
    expiredToken: byToken(expiredToken),
    endedSession: byToken(endedSession),
    exchangedToken: byToken(await exchanged(app, (await given.apiKey(admin)).value)),
  };
  for (const name of PEOPLE) {
    credentials[`${name}Token`] = byToken(people[name].token);
    credentials[`${name}Key`] = byKey((await given.apiKey(people[name])).value);
  }
  return { world, people, credentials };
}

const logIn = ({ given }: World, { emailId, password, orgName }: Person) =>
  given.token(emailId, password, orgName);
