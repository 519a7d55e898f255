import type { Response } from 'supertest';
import type { ErrorCode } from '#http';
import type { IssuedKey, Person } from '../support/given.js';
import type { TestApp } from '../support/test-app.js';
import type { World } from './world.js';

/** What a client puts into one request. */
export interface Sent {
  as?: Person | IssuedKey;
  /** The values in the address, by name. */
  path?: Record<string, string>;
  query?: Record<string, string> | string;
  body?: unknown;
  /** In place of `body`: what an OAuth client sends. */
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** Another service than the one that everything else is sent to. */
  to?: TestApp;
}

type Making = (world: World) => Sent | Promise<Sent>;

/** How to call an operation for real. */
export interface OperationCall {
  operationId: string;
  /** `GET /v1/apiKeys/{uid}` */
  route: string;
  status: 200 | 201 | 204;
  /** Brings about what it needs and makes a request that it must fulfil. */
  good: Making;
  /** A request that it must refuse, with the code. */
  bad: [code: ErrorCode, making: Making];
  /** It never answers with a body. */
  isBodiless?: true;
}

/** Sends a request as the published Go SDK writes it. */
export async function send(app: TestApp, route: string, sent: Sent): Promise<Response> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(sent.path?.[name] ?? `no ${name} was given`),
  );
  const request = (sent.to ?? app).http[method.toLowerCase() as 'get'](path)
    .query(sent.query ?? {})
    .set('Accept', 'application/json')
    .set('ProjectUid', '5f8e2a1b9c3d4e5f6a7b8c9d')
    .set(sent.headers ?? {});
  if (sent.as && 'token' in sent.as) void request.set('Authorization', sent.as.token);
  else if (sent.as) void request.set('ApiKey', sent.as.value);
  if (sent.form) return request.type('form').send(sent.form);
  // the SDK says so also when a DELETE or a POST has no body
  if (method !== 'GET') void request.set('Content-Type', 'application/json');
  return sent.body === undefined ? request : request.send(`${JSON.stringify(sent.body)}\n`);
}

/** What a Go client writes for a time that it does not know. */
export const ZERO_TIME = '0001-01-01T00:00:00.000Z';

/** The `metadata` of a Go client, which has every time. */
export const goMetadata = (fields: Record<string, unknown> = {}) => ({
  creationTimestamp: ZERO_TIME,
  deletionTimestamp: ZERO_TIME,
  lastModifiedTimestamp: ZERO_TIME,
  ...fields,
});
