import { Injectable, Logger } from '@nestjs/common';
import { permissionExpression, PermissionExpressionError } from '#access';
import type { Permission } from '#access';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import type { Soon, Verdict } from '../auth/known-credentials.service.js';
import type { PresentedCredential } from '../auth/presented-credential.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { Limits } from '../limits/limits.service.js';

/** What a gateway wants to know of one request. */
export interface Question {
  /** Null when there is none, or more than one. */
  presented: PresentedCredential | null;
  /** Expressions, all of which must be met; none when none is asked for. */
  permissions: readonly string[];
  /** Tells the address of the client; hardly ever asked for. */
  address: () => string;
}

export type KnownVerdict = Verdict & { holder: NonNullable<Verdict['holder']> };

/** With 200 and 403 it is known who it is; `seconds` says how long to wait. */
export type Reply =
  { status: 200 | 403; verdict: KnownVerdict } | { status: 401 } | { status: 429 | 503; seconds: number };

const UNKNOWN: Reply = { status: 503, seconds: 1 };

/** Decides about requests to something else. What cannot be decided is not let in, and no credential is blamed for it. */
@Injectable()
export class ForwardAuth {
  private readonly logger = new Logger(ForwardAuth.name);

  constructor(
    private readonly credentials: KnownCredentials,
    private readonly limits: Limits,
    private readonly uses: KeyUses,
  ) {}

  /** Without a promise when nothing has to be read. It does not throw, nor does a promise of it. */
  decide(question: Question): Soon<Reply> {
    if (!question.presented) return { status: 401 };
    try {
      const verdict = this.credentials.judge(question.presented);
      if (!(verdict instanceof Promise)) return this.reply(question, verdict);
      return verdict
        .then((judged) => this.reply(question, judged))
        .catch((error: unknown) => this.unknown(error));
    } catch (error) {
      return this.unknown(error);
    }
  }

  private reply(question: Question, verdict: Verdict): Reply {
    const { code, holder } = verdict;
    if (code !== 'VALID' || !holder) {
      const seconds = this.limits.countInvalid(question.address());
      return seconds > 0 ? { status: 429, seconds } : { status: 401 };
    }
    const isAllowed = question.permissions.every((needed) => this.allows(holder.permissions, needed));
    if (!isAllowed) return { status: 403, verdict: verdict as KnownVerdict };
    this.uses.note(holder, question.presented?.isInQuery ? 'query' : 'header', question.address());
    return { status: 200, verdict: verdict as KnownVerdict };
  }

  private allows(permissions: ReadonlySet<Permission>, expression: string): boolean {
    try {
      return permissionExpression(expression)(permissions);
    } catch (error) {
      if (!(error instanceof PermissionExpressionError)) throw error;
      this.logger.warn({ msg: `the permission that a gateway asks for ${error.message}` });
      return false;
    }
  }

  private unknown(error: unknown): Reply {
    this.logger.error({ msg: 'a request could not be verified', err: error });
    return UNKNOWN;
  }
}
