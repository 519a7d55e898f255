import type { Response, Test } from 'supertest';
import { DataSource } from 'typeorm';
import { KnownCredentials } from '../../../src/auth/known-credentials.service.js';
import { ChangeFeed } from '../../../src/changes/change-feed.service.js';
import { as } from '../../support/caller.js';
import { exchanged, exchangeOf } from '../../support/exchanging.js';
import { Given, unique } from '../../support/given.js';
import type { IssuedKey, Person } from '../../support/given.js';
import { cookieOf, resume } from '../../support/session-cookie.js';
import type { TestApp } from '../../support/test-app.js';

/** A request by which somebody is let in, or is refused, because of what it shows. */
export interface Door {
  name: string;
  send: (app: TestApp, cast: Cast) => Test;
  /** Whether the answer lets somebody in. */
  lets: (answer: Response) => boolean;
  /** What was asked before may be answered from copies. */
  keepsCopies?: boolean;
}

/** Somebody who may do things, all that they can show, and what does not count. */
export interface Cast {
  user: Person;
  key: IssuedKey;
  cookie: string;
  exchangedToken: string;
  revoked: IssuedKey;
  /** With a value that the key has no longer. */
  replaced: IssuedKey;
  loggedOut: Person;
}

export async function castOf(app: TestApp): Promise<Cast> {
  const given = new Given(app);
  const admin = await given.tenant();
  const user = await given.user(admin, { roles: [await given.role(admin, ['role.list', 'apiKey.verify'])] });
  const key = await given.apiKey(admin, { userUid: user.uid });
  const revoked = await given.apiKey(admin, { userUid: user.uid });
  await as(app, admin).delete(`/v1/apiKeys/${revoked.uid}`).expect(204);
  const replaced = await given.apiKey(admin, { userUid: user.uid });
  await as(app, admin).post(`/v1/apiKeys/${replaced.uid}/rotate`).send({ gracePeriodMinutes: 0 }).expect(201);
  const loggedOut = await given.user(admin);
  await as(app, loggedOut).post('/v1/auth/logout').expect(204);
  const { cookie } = await cookieOf(app, user);
  return { user, key, cookie, exchangedToken: await exchanged(app, key.value), revoked, replaced, loggedOut };
}

const byStatus = ({ status }: Response) => status < 300;
const byWord = (word: 'valid' | 'active') => (answer: Response) =>
  byStatus(answer) && (answer.body as Record<string, unknown> | null)?.[word] === true;

const valueOf = (who: Person | IssuedKey) => ('token' in who ? who.token : who.value);
const introspect = (app: TestApp, { user }: Cast, token: string) =>
  as(app, user).post('/v1/oauth2/introspect').type('form').send({ token });
const logIn = (app: TestApp, { emailId, password }: Person) =>
  app.http.post('/v1/auth/authenticate').send({ emailId, password });
const refresh = (app: TestApp, { token }: Person) =>
  app.http.post('/v1/auth/refresh').set('Authorization', token);

/** Those that take keys and tokens alike. */
function doorsFor(kind: string, whoOf: (cast: Cast) => Person | IssuedKey): Door[] {
  const guarded = ['/v1/users/info', '/v1/roles'].map((path): Door => ({
    name: `GET ${path} by ${kind}`,
    send: (app, cast) => as(app, whoOf(cast)).get(path),
    lets: byStatus,
  }));
  return [
    ...guarded,
    {
      name: `GET /v1/auth/verify by ${kind}`,
      send: (app, cast) => as(app, whoOf(cast)).get('/v1/auth/verify?permission=role.list'),
      lets: byStatus,
      keepsCopies: true,
    },
    {
      name: `POST /v1/oauth2/introspect of ${kind}`,
      send: (app, cast) => introspect(app, cast, valueOf(whoOf(cast))),
      lets: byWord('active'),
      keepsCopies: true,
    },
  ];
}

function doorsForKeys(kind: string, keyOf: (cast: Cast) => IssuedKey): Door[] {
  return [
    {
      name: `POST /v1/apiKeys/verify of ${kind}`,
      send: (app, cast) =>
        as(app, cast.user)
          .post('/v1/apiKeys/verify')
          .send({ key: keyOf(cast).value }),
      lets: byWord('valid'),
      keepsCopies: true,
    },
    {
      name: `POST /v1/oauth2/token for ${kind}`,
      send: (app, cast) =>
        app.http
          .post('/v1/oauth2/token')
          .type('form')
          .send(exchangeOf(keyOf(cast).value)),
      lets: byStatus,
      keepsCopies: true,
    },
  ];
}

/** Doors that let somebody in while all is well. */
export const OPEN_DOORS: Door[] = [
  ...doorsFor('a token', ({ user }) => user),
  ...doorsFor('a key', ({ key }) => key),
  ...doorsForKeys('a key', ({ key }) => key),
  {
    name: 'POST /v1/oauth2/introspect of an exchanged token',
    send: (app, cast) => introspect(app, cast, cast.exchangedToken),
    lets: byWord('active'),
  },
  { name: 'POST /v1/auth/authenticate', send: (app, { user }) => logIn(app, user), lets: byStatus },
  { name: 'POST /v1/auth/refresh', send: (app, { user }) => refresh(app, user), lets: byStatus },
  {
    name: 'GET /v1/auth/refresh/{token}',
    send: (app, { user }) => app.http.get(`/v1/auth/refresh/${user.token}`),
    lets: byStatus,
  },
  { name: 'POST /v1/auth/session', send: (app, { cookie }) => resume(app, cookie), lets: byStatus },
];

/** Where keys are given out. */
export const ISSUING_DOORS: Door[] = [
  {
    name: 'POST /v1/apiKeys',
    send: (app, { user }) =>
      as(app, user)
        .post('/v1/apiKeys')
        .send({ metadata: { name: unique('key') }, spec: { expiresInDays: 7 } }),
    lets: byStatus,
  },
  {
    name: 'POST /v1/apiKeys/{uid}/rotate',
    send: (app, { user, replaced }) => as(app, user).post(`/v1/apiKeys/${replaced.uid}/rotate`).send({}),
    lets: byStatus,
  },
];

/** @returns what makes a value count, of all keys there are. */
export async function valuesThatCount(app: TestApp): Promise<unknown[]> {
  const { manager } = app.get(DataSource);
  return Promise.all(['ApiKey', 'ApiKeyPredecessor'].map((name) => manager.getRepository(name).find()));
}

/** The same doors for whoever shows what does not count, or may not do it. */
export const SHUT_DOORS: Door[] = [
  ...doorsFor('a token of an ended session', ({ loggedOut }) => loggedOut),
  ...doorsFor('a revoked key', ({ revoked }) => revoked),
  ...doorsForKeys('a revoked key', ({ revoked }) => revoked),
  ...doorsFor('a value that was replaced', ({ replaced }) => replaced),
  ...doorsForKeys('a value that was replaced', ({ replaced }) => replaced),
  {
    name: 'GET /v1/users without the right',
    send: (app, { user }) => as(app, user).get('/v1/users'),
    lets: byStatus,
  },
  {
    name: 'GET /v1/auth/verify without the right',
    send: (app, { key }) => as(app, key).get('/v1/auth/verify?permission=user.list'),
    lets: byStatus,
    keepsCopies: true,
  },
  {
    name: 'POST /v1/auth/authenticate with a wrong password',
    send: (app, { user }) => logIn(app, { ...user, password: 'a wrong one' }),
    lets: byStatus,
  },
  {
    name: 'POST /v1/auth/refresh of an ended session',
    send: (app, { loggedOut }) => refresh(app, loggedOut),
    lets: byStatus,
  },
  {
    name: 'POST /v1/auth/session with a forged cookie',
    send: (app, { cookie }) => resume(app, `${cookie.slice(0, -3)}___`),
    lets: byStatus,
  },
];

/** What {@link KnownCredentials} knows for a second although nobody has said it. */
interface Memory {
  signed: Map<string, unknown>;
  apiKeys: { absent: Map<string, unknown> };
  sessions: { absent: Map<string, unknown> };
}

/** Brings everything back to where it was: nobody has failed or refreshed, and nothing is known from before. */
export async function startAgain(app: TestApp, { name }: Door): Promise<void> {
  app.get(ChangeFeed).announce('everything');
  const { signed, apiKeys, sessions } = app.get(KnownCredentials) as unknown as Memory;
  for (const memory of [signed, apiKeys.absent, sessions.absent]) memory.clear();
  const { manager } = app.get(DataSource);
  if (/authenticate/.test(name)) await manager.createQueryBuilder().delete().from('LoginFailures').execute();
  if (/refresh/.test(name))
    await manager.createQueryBuilder().update('Session').set({ generation: 0 }).execute();
}
