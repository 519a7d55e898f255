import { dayOf } from '../keys/expiry.js';
import type { AuditEntry } from './audit-query.js';

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const LINE_END = '\r\n';

/** The columns, whose names stay as they are in every language: programs read them too. */
const COLUMNS: Record<string, (entry: AuditEntry) => string | undefined> = {
  time: ({ metadata }) => metadata.creationTimestamp,
  message: ({ spec }) => spec.contentMsg,
  action: ({ spec }) => spec.actionMsg,
  actionType: ({ spec }) => spec.actionType,
  actorType: ({ spec }) => spec.actor.actorType,
  actorEmail: ({ spec }) => spec.actor.user?.emailId,
  actorUid: ({ spec }) => spec.actor.user?.uid,
  credentialKind: ({ spec }) => spec.actor.credential?.kind,
  credentialUid: ({ spec }) => spec.actor.credential?.uid,
  ip: ({ spec }) => spec.actor.ip,
  resourceKind: ({ spec }) => spec.resource.kind,
  resourceName: ({ spec }) => spec.resource.name,
  resourceUid: ({ spec }) => spec.resource.uid,
  comment: ({ spec }) => spec.userMsg,
  requestId: ({ spec }) => spec.requestId,
  uid: ({ metadata }) => metadata.uid,
};

/** The first line. */
export const CSV_HEADER = line(Object.keys(COLUMNS));

/** @returns a line for each entry, as RFC 4180 has them. */
export function csvOf(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => line(Object.values(COLUMNS).map((read) => read(entry) ?? ''))).join('');
}

/** @returns the name of a file, with the first and the last day that it tells of. */
export function csvName({ from, to }: { from: Date | undefined; to: Date | undefined }, now: Date): string {
  const last = dayOf(to ? new Date(to.getTime() - 1) : now);
  return `audit-log_${from ? `${dayOf(from)}_` : ''}until_${last}.csv`;
}

function line(cells: string[]): string {
  return cells.map(cell).join(',') + LINE_END;
}

/** Names are others' to choose: one that begins like a formula must not be worked out by whoever opens the file. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
