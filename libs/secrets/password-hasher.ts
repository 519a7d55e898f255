import { randomBytes } from 'node:crypto';
import type { Options } from '@node-rs/argon2';
import { HashingThreads } from './hashing-threads.js';
import { PacedSlots } from './paced-slots.js';
import { isAcceptable } from './password-hash-text.js';

/** Argon2id (2 in the library's enum) at OWASP's floor: 19 MiB, two passes, one lane; about 10 ms on a server core. */
const PARAMETERS = { algorithm: 2, memoryCost: 19456, timeCost: 2, parallelism: 1, outputLen: 32 };
const SALT_BYTES = 16;
const WAITING_PER_SLOT = 32;

/** Says whether a password is the one of the hash `against`; without one, makes a hash of it. */
export interface HashingTask {
  password: string;
  against?: string;
  parameters?: Options;
}

/** Thrown instead of queueing without bound: nothing was hashed, the caller may try again shortly. */
export class HasherBusyError extends Error {
  override name = 'HasherBusyError';
}

/**
 * Hashes and checks passwords with argon2id (RFC 9106), on threads of low priority and at most `slots` at a time: a crowd
 * that logs in must not take the memory (19 MiB each) or the processor that key verification needs.
 */
export class PasswordHasher {
  private readonly slots;
  private readonly decoy = unknownHash();
  private turnedAway = 0;

  /**
   * @param slots hashes at once: fewer than there are cores, if there are several, so that one is left to whoever is not to wait.
   * @param mayWait how many wait before the next is refused.
   */
  constructor(
    slots: number,
    private readonly mayWait = slots * WAITING_PER_SLOT,
    private readonly threads = new HashingThreads<HashingTask, string | boolean>(
      new URL('./argon2-thread.mjs', import.meta.url),
    ),
  ) {
    this.slots = new PacedSlots(slots);
  }

  /** @returns a PHC string, `$argon2id$v=19$m=19456,t=2,p=1$...`, with its own 16-byte salt. */
  async hash(password: string): Promise<string> {
    return String(await this.queued({ password, parameters: PARAMETERS }));
  }

  /**
   * Checks a password. Without a stored hash, or with one that asks for too much, it does the same work against a decoy and answers false, so that
   * the time tells nobody which accounts exist.
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const isUsable = stored !== null && isAcceptable(stored);
    const matches = await this.queued({ password, against: isUsable ? stored : this.decoy });
    return isUsable && matches === true;
  }

  /** How many are being hashed and wait for that now, and how many were refused so far. */
  get load(): { running: number; waiting: number; refused: number } {
    const { running, waiting } = this.slots;
    return { running, waiting, refused: this.turnedAway };
  }

  private queued(task: HashingTask): Promise<string | boolean> {
    if (this.slots.waiting >= this.mayWait) {
      this.turnedAway++;
      throw new HasherBusyError('too many passwords to check at once');
    }
    return this.slots.run(() => this.threads.run(task));
  }
}

/** What {@link PasswordHasher.hash} could have made, of a password that nobody knows; drawn by lot, so that a start hashes nothing. */
function unknownHash(): string {
  const { memoryCost, timeCost, parallelism, outputLen } = PARAMETERS;
  const [salt, hash] = [SALT_BYTES, outputLen].map((bytes) =>
    randomBytes(bytes).toString('base64').replaceAll('=', ''),
  );
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${hash}`;
}
