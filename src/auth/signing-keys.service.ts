import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { exportSigningKey, importSigningKey, makeSigningKeyPair, MasterKey, publicJwkOf } from '#secrets';
import type { PublicKey, SigningKeyPair } from '#secrets';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import type { SigningKey } from './signing-key.entity.js';
import { planRotation, signerAt } from './signing-keys.plan.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

interface LoadedKey extends SigningKeyPair {
  sequence: number;
  signsFrom: Date;
}

/**
 * The keys that sign tokens. They live in the database, sealed under the master key, so that all instances share them and a restart
 * changes nothing; each instance holds them in memory and reads them anew every minute.
 */
@Injectable()
export class SigningKeysService implements OnModuleInit {
  private readonly logger = new Logger(SigningKeysService.name);
  private keys: LoadedKey[] = [];

  constructor(
    private readonly stored: SigningKeysRepository,
    private readonly masterKey: MasterKey,
    private readonly config: ConfigService,
    private readonly clock: Clock,
  ) {}

  /** @throws UnsealError when the database was used with another master key; nothing was written then. */
  async onModuleInit(): Promise<void> {
    await this.rotate(this.clock.now());
  }

  /** Makes the next key when its time has come, drops keys whose last token has died, and reads what is there. Costs one small query when nothing is due. */
  async rotate(now: Date): Promise<void> {
    const rows = await this.stored.all();
    // before anything is written: with a wrong master key we would add one that the right one cannot open
    this.load(rows);
    const plan = planRotation(rows, this.config.settings.LATCHKEY_SIGNING_KEY_DAYS, now);
    if (plan.create) {
      const pair = makeSigningKeyPair();
      const sealedPrivateJwk = this.masterKey.seal('signing-keys', exportSigningKey(pair), pair.kid);
      const isOurs = await this.stored.add({
        ...plan.create,
        kid: pair.kid,
        sealedPrivateJwk,
        createdAt: now,
      });
      if (isOurs)
        this.logger.log({ msg: 'signing key made', kid: pair.kid, signsFrom: plan.create.signsFrom });
    }
    await this.stored.remove(plan.remove);
    if (plan.create || plan.remove.length > 0) this.load(await this.stored.all());
  }

  /** @returns the key that signs at this moment. */
  signer(): SigningKeyPair {
    const key = signerAt(this.keys, this.clock.now());
    if (!key) throw new Error('there is no key to sign with');
    return key;
  }

  /** @returns the public key of this name, from memory only. */
  readonly publicKey = (kid: string): PublicKey | undefined =>
    this.keys.find((key) => key.kid === kid)?.publicKey;

  /** The public halves, also of keys that will sign soon or have signed lately (RFC 7517). */
  jwks(): { keys: Record<string, unknown>[] } {
    return { keys: this.keys.map(publicJwkOf) };
  }

  private load(rows: SigningKey[]): void {
    const known = new Map(this.keys.map((key) => [key.kid, key]));
    this.keys = rows.map(({ sequence, signsFrom, kid, sealedPrivateJwk }) => ({
      ...(known.get(kid) ??
        importSigningKey(kid, this.masterKey.unseal('signing-keys', sealedPrivateJwk, kid))),
      sequence,
      signsFrom,
    }));
  }
}
