import { Injectable } from '@nestjs/common';
import type { Transaction } from '#persistence';
import { MasterKey } from '#secrets';
import { RecoverableKeysRepository } from './recoverable-keys.repository.js';

/** What a sealed value belongs to. */
export interface SealedKey {
  uid: string;
  tenantUid: string;
  /** Of the value. */
  digest: string;
}

/** Keeps values of keys, so that they can be shown again. Who may see one is not decided here. */
@Injectable()
export class RecoverableKeys {
  constructor(
    private readonly rows: RecoverableKeysRepository,
    private readonly masterKey: MasterKey,
  ) {}

  /** Keeps the value of a key, in place of the one that it had before. */
  async keep(tx: Transaction, key: SealedKey, value: string): Promise<void> {
    const sealedValue = this.masterKey.seal('recoverable-keys', value, contextOf(key));
    await this.rows.save(tx, { keyUid: key.uid, tenantUid: key.tenantUid, sealedValue });
  }

  /** @returns what {@link open} opens; null when the value of this key was not kept. */
  find(tx: Transaction, { tenantUid, uid }: SealedKey): Promise<string | null> {
    return this.rows.sealedValue(tx, tenantUid, uid);
  }

  /** @returns the value. @throws UnsealError when it is that of another key, or one that this key had before, or was changed. */
  open(key: SealedKey, sealed: string): string {
    return this.masterKey.unseal('recoverable-keys', sealed, contextOf(key));
  }

  /** Erases values of keys. */
  async forget(tx: Transaction, keyUids: string[]): Promise<void> {
    await this.rows.delete(tx, keyUids);
  }

  /** Erases every value of an organisation. @returns how many. */
  forgetAll(tx: Transaction, tenantUid: string): Promise<number> {
    return this.rows.deleteAll(tx, tenantUid);
  }
}

/** Whoever can write rows can put none under another key, and none back that was replaced. */
function contextOf({ tenantUid, uid, digest }: SealedKey): string {
  return JSON.stringify([tenantUid, uid, digest]);
}
