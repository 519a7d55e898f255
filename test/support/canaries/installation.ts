import type { DataSource } from 'typeorm';
import type { SigningKey } from '../../../src/auth/signing-key.entity.js';
import type { ConfigService } from '../../../src/config/config.service.js';
import type { Canaries } from './canaries.js';

/** Settings that are secret as they are. */
const SECRETS: Record<string, string> = {
  LATCHKEY_MASTER_KEY: 'master key',
  LATCHKEY_METRICS_TOKEN: 'metrics token',
  LATCHKEY_BOOTSTRAP_PASSWORD: 'password',
};
/** Settings that are an address with a password. */
const ADDRESSES: Record<string, string> = {
  DATABASE_URL: 'password of the database',
  REDIS_URL: 'password of Redis',
  SMTP_URL: 'password of the mail server',
};

/** Notes what is secret of an environment. */
export function noteSettings(canaries: Canaries, env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, what] of Object.entries(SECRETS)) canaries.note(what, env[name] ?? '');
  canaries.note('master key', Buffer.from(env['LATCHKEY_MASTER_KEY'] ?? '', 'base64'));
  for (const [name, what] of Object.entries(ADDRESSES)) {
    const address = env[name] ?? '';
    if (!URL.canParse(address)) continue;
    const { password } = new URL(address);
    canaries.note(what, password);
    canaries.note(what, decodeURIComponent(password));
  }
}

/** Notes the private halves of the keys that sign tokens now. */
export async function noteSigningKeys(
  canaries: Canaries,
  source: DataSource,
  { masterKey }: ConfigService,
): Promise<void> {
  for (const { kid, sealedPrivateJwk } of await source.getRepository<SigningKey>('SigningKey').find()) {
    const { d = '' } = JSON.parse(masterKey.unseal('signing-keys', sealedPrivateJwk, kid)) as { d?: string };
    canaries.note('signing key', d);
    canaries.note('signing key', Buffer.from(d, 'base64url'));
  }
}
