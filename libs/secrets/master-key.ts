import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** One subkey per purpose: a text made for one purpose is worth nothing for another. */
export type MasterKeyPurpose =
  | 'signing-keys'
  | 'password-links'
  | 'setup-token'
  | 'cursors'
  | 'session-cookie'
  | 'doorbell'
  | 'audit-chain'
  | 'login-failures'
  | 'recoverable-keys';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Thrown when a sealed text was sealed under another master key, or was changed. Carries no secret. */
export class UnsealError extends Error {
  override name = 'UnsealError';
}

/**
 * The installation's root secret: 32 random bytes that live outside the database. It is never used itself,
 * only through HKDF-SHA-256 subkeys (RFC 5869), so that no purpose can stand in for another.
 */
export class MasterKey {
  private readonly subkeys = new Map<MasterKeyPurpose, Buffer>();

  /** @param bytes exactly 32 random bytes. */
  constructor(private readonly bytes: Buffer) {
    if (bytes.length !== 32) throw new RangeError('a master key has exactly 32 bytes');
  }

  /** @returns base64url HMAC-SHA-256 (43 characters) of `text` under the purpose's subkey. */
  mac(purpose: MasterKeyPurpose, text: string): string {
    return createHmac('sha256', this.subkey(purpose)).update(text).digest('base64url');
  }

  /** Encrypts with AES-256-GCM. `context` is bound in: the text opens only with the same context. */
  seal(purpose: MasterKeyPurpose, plain: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.subkey(purpose), iv).setAAD(Buffer.from(context));
    return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
      'base64',
    );
  }

  /** @throws UnsealError when the key or the context is another one, or the text was changed. */
  unseal(purpose: MasterKeyPurpose, sealed: string, context: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.subkey(purpose), bytes.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return (
        decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      throw new UnsealError('sealed under another master key, or damaged');
    }
  }

  private subkey(purpose: MasterKeyPurpose): Buffer {
    let key = this.subkeys.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.bytes, '', `latchkey/${purpose}/v1`, 32));
      this.subkeys.set(purpose, key);
    }
    return key;
  }
}
