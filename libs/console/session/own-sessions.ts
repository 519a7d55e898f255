import { answered } from '../api/client.js';
import type { components } from '../api/schema.d.ts';
import { api } from './current.js';

export type OwnSession = components['schemas']['SessionAnswer'];

/** @returns one's own sessions, newest first. */
export async function readSessions(): Promise<OwnSession[]> {
  return (await answered(api.GET('/v1/auth/sessions'))).items;
}
