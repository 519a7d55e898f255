import { sha256 } from '#secrets';
import type { MasterKey } from '#secrets';
import type { AuditEntry } from './audit-entry.entity.js';
import type { AuditSeal } from './audit-seal.entity.js';

/** What the first link follows: the MAC of a chain that has no link yet. */
export const BEGINNING = '';

/** @returns the SHA-256 of everything that an entry says. */
export function digestOf(entry: AuditEntry): string {
  const said = [
    entry.uid,
    entry.tenantUid,
    entry.at.getTime(),
    entry.actorType,
    entry.actorUid,
    entry.actorEmailId,
    entry.credentialKind,
    entry.credentialUid,
    entry.action,
    entry.actionType,
    entry.resourceKind,
    entry.resourceUid,
    entry.resourceName,
    entry.message,
    entry.ip,
    entry.requestId,
  ];
  return sha256(JSON.stringify(said));
}

/** @returns what only the holder of the master key can say about a link and the one before it. */
export function macOf(masterKey: MasterKey, link: Omit<AuditSeal, 'mac'>, previousMac: string): string {
  const { chain, seq, entryUid, at, digest } = link;
  return masterKey.mac(
    'audit-chain',
    JSON.stringify(['link', chain, seq, entryUid, at.getTime(), digest, previousMac]),
  );
}

/** The same about where a chain begins since its first links were deleted. */
export function baseProofOf(masterKey: MasterKey, chain: string, seq: number, mac: string): string {
  return masterKey.mac('audit-chain', JSON.stringify(['base', chain, seq, mac]));
}
