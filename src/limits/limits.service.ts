import { Injectable, Logger } from '@nestjs/common';
import { ApiError, networkOf } from '#http';
import { Clock } from '#time';
import { ConfigService } from '../config/config.service.js';
import { WindowCounts } from './window-counts.js';

const MINUTE_MS = 60_000;
const GUESSING_MS = 15 * MINUTE_MS;

type Limit = 'credential' | 'password' | 'organisation' | 'letter';

/** Who tries a password, and whose it may be: the organisation as it was named, or the domain of the address where none was. */
export interface Guess {
  address: string;
  organisation: string;
}

/**
 * Limits what one client can try, whatever accounts it tries it on. Clients are told apart by the address that a trusted proxy vouches for,
 * and by nothing else of a request. Each instance counts for itself, in memory: the limits hold without Redis, and several instances allow
 * as many times as much.
 */
@Injectable()
export class Limits {
  /** How much was refused, by limit. */
  readonly refused: Record<Limit, number> = { credential: 0, password: 0, organisation: 0, letter: 0 };
  private readonly logger = new Logger(Limits.name);
  private readonly credentials: WindowCounts;
  private readonly passwords: WindowCounts;
  private readonly organisations: WindowCounts;
  private readonly letters: WindowCounts;
  private readonly written: WindowCounts;

  constructor(
    private readonly config: ConfigService,
    clock: Clock,
  ) {
    const counts = (windowMs: number) => new WindowCounts(windowMs, () => clock.now().getTime());
    this.credentials = counts(MINUTE_MS);
    this.passwords = counts(GUESSING_MS);
    this.organisations = counts(GUESSING_MS);
    this.letters = counts(GUESSING_MS);
    this.written = counts(GUESSING_MS);
  }

  /**
   * Counts a key, a token, a link that does not count. Only those are limited: they cannot be guessed, and whoever shows a good one is let
   * in whatever others do behind the same gateway.
   * @returns how many seconds to wait; 0 when that was not too many.
   */
  countInvalid(address: string): number {
    const network = networkOf(address);
    const isTooMany = this.credentials.add(network) > this.config.settings.LATCHKEY_INVALID_PER_MINUTE;
    return isTooMany ? this.refuse('credential', this.credentials, network) : 0;
  }

  /** The same for whoever throws. @param otherwise what it is answered while it is not too many. */
  invalid(address: string, otherwise: ApiError): ApiError {
    const retryAfter = this.countInvalid(address);
    return retryAfter > 0 ? new ApiError('TooManyRequests', { retryAfter }) : otherwise;
  }

  /**
   * To be asked before a password is looked at: passwords can be guessed, so after too many wrong ones a right one is not told either. Where
   * many addresses try their luck with one organisation, those that have failed before have to wait, and everybody else gets in.
   * @throws ApiError TooManyRequests
   */
  refuseGuess({ address, organisation }: Guess): void {
    const { LATCHKEY_ADDRESS_FAILURES: most, LATCHKEY_ORG_FAILURES: mostOfAll } = this.config.settings;
    const network = networkOf(address);
    const failures = this.passwords.of(network);
    let retryAfter = 0;
    if (failures >= most) retryAfter = this.refuse('password', this.passwords, network);
    else if (failures > 0 && this.organisations.of(organisation) >= mostOfAll)
      retryAfter = this.refuse('organisation', this.organisations, organisation);
    if (retryAfter > 0) throw new ApiError('TooManyRequests', { retryAfter });
  }

  /** Counts a wrong password. A right one takes nothing back: whoever has an account could reset their count with it. */
  countWrong({ address, organisation }: Guess): void {
    const { LATCHKEY_ADDRESS_FAILURES: most, LATCHKEY_ORG_FAILURES: mostOfAll } = this.config.settings;
    if (this.passwords.add(networkOf(address)) === most)
      this.logger.warn({
        msg: 'too many wrong passwords from one address; a proxy belongs into LATCHKEY_TRUSTED_PROXIES',
        address,
      });
    if (this.organisations.add(organisation) === mostOfAll)
      this.logger.warn({ msg: 'too many wrong passwords for one organisation, from many addresses' });
  }

  /** Counts a request that has a letter sent to whatever address it names. @throws ApiError TooManyRequests */
  countLetter(address: string): void {
    const network = networkOf(address);
    if (this.letters.add(network) <= this.config.settings.LATCHKEY_ADDRESS_FAILURES) return;
    throw new ApiError('TooManyRequests', { retryAfter: this.refuse('letter', this.letters, network) });
  }

  /**
   * Counts a refusal that is about to be written down. @returns false when there were as many from this address as may be: nobody fills
   * the audit trail by being refused.
   */
  countWritten(address: string): boolean {
    return this.written.add(networkOf(address)) <= this.config.settings.LATCHKEY_ADDRESS_FAILURES;
  }

  private refuse(limit: Limit, counts: WindowCounts, key: string): number {
    this.refused[limit]++;
    return counts.secondsLeft(key);
  }
}
