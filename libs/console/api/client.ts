import createClient from 'openapi-fetch';
import { Fault } from './fault.js';
import type { components, paths } from './schema.d.ts';

export type ApiKey = components['schemas']['ApiKeyAnswer'];
export type User = components['schemas']['UserSummaryAnswer'];
export type Account = components['schemas']['UserAnswer'];
export type Role = components['schemas']['RoleAnswer'];

/** Sends requests to the service that this page came from. @param send adds the credential, or does not. */
export function clientFor(send: (request: Request) => Promise<Response>) {
  return createClient<paths>({ baseUrl: '/', fetch: send });
}

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** @returns the body of a good answer. @throws Fault for every other, and for none. */
export async function answered<Body>(asking: Promise<Answer<Body>>): Promise<Body> {
  const { data, error, response } = await asking.catch((fault: unknown) => {
    throw Fault.of(fault);
  });
  if (response.ok) return data as Body;
  const { code, message, details } = (error ?? {}) as Partial<components['schemas']['ErrorAnswer']>;
  // a proxy in between answers in a shape of its own
  throw new Fault(code ?? 'Unreachable', message ?? response.statusText, details, response.status);
}
