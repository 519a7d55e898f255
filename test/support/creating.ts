import { as } from './caller.js';
import type { IssuedKey, Person } from './given.js';
import type { TestApp } from './test-app.js';

/** An operation that makes something and takes `Idempotency-Key`. */
export interface Creating {
  path: string;
  /** @returns a body that makes a thing of this name. */
  body: (name: string) => object;
  /** What a repeat of a success is answered with. */
  repeated: 201 | 409;
  /** @returns how many things of this name there are, as the service itself lists them. */
  count: (app: TestApp, reader: Person | IssuedKey, name: string) => Promise<number>;
}

export const API_KEYS: Creating = {
  path: '/v1/apiKeys',
  body: (name) => ({
    metadata: { name, annotations: { description: 'd' } },
    spec: { expiresInDays: 7 },
  }),
  repeated: 409,
  count: (app, reader, name) => countOf(app, reader, `/v1/apiKeys?q=${name}`, name),
};

export const USERS: Creating = {
  path: '/v1/users',
  body: (name) => ({
    spec: { emailId: `${name}@tenant.example`, firstName: name, lastName: '', roles: ['User'] },
  }),
  repeated: 201,
  count: (app, reader, name) => countOf(app, reader, '/v1/users?limit=0', name),
};

export const TENANTS: Creating = {
  path: '/v1/tenants',
  body: (name) => ({ spec: { orgName: name, emailId: 'first@tenant.example' } }),
  repeated: 201,
  count: (app, reader, name) => countOf(app, reader, '/v1/tenants?limit=0', name),
};

export const ROLES: Creating = {
  path: '/v1/roles',
  body: (name) => ({ metadata: { name }, spec: { permissions: ['user.list'] } }),
  repeated: 201,
  count: (app, reader, name) => countOf(app, reader, '/v1/roles?limit=0', name),
};

/** Of the built-in role Tenant Viewer. */
export const CLONES: Creating = {
  ...ROLES,
  path: '/v1/roles/00000000-0000-7000-8000-000000000002/clone',
  body: (name) => ({ metadata: { name } }),
};

export const CREATING = [API_KEYS, USERS, TENANTS, ROLES, CLONES];

/** Makes a thing of this name. @param key of the header; undefined: without it. */
export const create = (
  app: TestApp,
  who: Person | IssuedKey,
  { path, body }: Creating,
  key: string | undefined,
  name: string,
) => {
  const request = as(app, who).post(path).send(body(name));
  return key === undefined ? request : request.set('Idempotency-Key', key);
};

async function countOf(
  app: TestApp,
  reader: Person | IssuedKey,
  list: string,
  name: string,
): Promise<number> {
  const { body } = await as(app, reader).get(list).expect(200);
  const { items } = body as { items: { metadata: { name: string } }[] };
  return items.filter(({ metadata }) => metadata.name === name).length;
}
