import { v7 } from 'uuid';

const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns a new UUIDv7 (RFC 9562): unique everywhere, and in the order of making on one instance. */
export const newUid = (): string => v7();

/** @returns true for a text that could be a uid; anything else needs no look into the database. */
export const isUid = (text: unknown): text is string => typeof text === 'string' && UID.test(text);
