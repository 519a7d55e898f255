import { Injectable, Logger } from '@nestjs/common';
import { permissionExpression, PermissionExpressionError } from '#access';
import type { Permission } from '#access';
import { KnownCredentials } from '../auth/known-credentials.service.js';
import type { Verdict } from '../auth/known-credentials.service.js';
import type { PresentedCredential } from '../auth/presented-credential.js';
import { KeyUses } from '../key-uses/key-uses.service.js';
import { InvalidCredentials } from './invalid-credentials.service.js';

/** What a gateway wants to know of one request. */
export interface Question {
  /** Null when there is none, or more than one. */
  presented: PresentedCredential | null;
  /** An expression; whatever is not one text is met by nobody. Undefined: none is asked for. */
  permission: unknown;
  /** The address of the client. */
  address: string;
}

type KnownVerdict = Verdict & { holder: NonNullable<Verdict['holder']> };

/** With 200 and 403 it is known who it is; `seconds` says how long to wait. */
export type Reply =
  { status: 200 | 403; verdict: KnownVerdict } | { status: 401 } | { status: 429 | 503; seconds: number };

/** Decides about requests to something else. It does not throw: what cannot be decided is not let in, and no credential is blamed for it. */
@Injectable()
export class ForwardAuth {
  private readonly logger = new Logger(ForwardAuth.name);

  constructor(
    private readonly credentials: KnownCredentials,
    private readonly invalid: InvalidCredentials,
    private readonly uses: KeyUses,
  ) {}

  async decide(question: Question): Promise<Reply> {
    try {
      return await this.judge(question);
    } catch (error) {
      this.logger.error({ msg: 'a request could not be verified', err: error });
      return { status: 503, seconds: 1 };
    }
  }

  private async judge({ presented, permission, address }: Question): Promise<Reply> {
    if (!presented) return { status: 401 };
    const verdict = await this.credentials.judge(presented);
    const { code, holder } = verdict;
    if (code !== 'VALID' || !holder) {
      const seconds = this.invalid.count(address);
      return seconds > 0 ? { status: 429, seconds } : { status: 401 };
    }
    const isAllowed = permission === undefined || this.allows(holder.permissions, permission);
    if (isAllowed) this.uses.note(holder.credential, presented.isInQuery ? 'query' : 'header', address);
    return { status: isAllowed ? 200 : 403, verdict: { ...verdict, holder } };
  }

  private allows(permissions: ReadonlySet<Permission>, expression: unknown): boolean {
    if (typeof expression !== 'string') return false;
    try {
      return permissionExpression(expression)(permissions);
    } catch (error) {
      if (!(error instanceof PermissionExpressionError)) throw error;
      this.logger.warn({ msg: `the permission that a gateway asks for ${error.message}` });
      return false;
    }
  }
}
