import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { answerHeaders, BodilessAnswers, clientAddress, headPairs } from '#http';
import { ConfigService } from '../config/config.service.js';
import { ForwardAuth } from './forward-auth.service.js';
import type { KnownVerdict, Reply } from './forward-auth.service.js';
import { forwardedCredential } from './forwarded-credentials.js';
import { identityHead } from './identity-headers.js';

export const VERIFY_PATH = '/v1/auth/verify';

/** What became of a question, for whoever counts or writes it down. */
export interface Answered {
  request: IncomingMessage;
  status: Reply['status'];
  holder: KnownVerdict['holder'] | undefined;
  /** From the whole of the question to the answer. */
  milliseconds: number;
}

/**
 * The question that a gateway asks about each request: who is this, and may they? It is answered as it comes from the socket, whatever the
 * method: a gateway passes on headers about a body that it keeps to itself, and what the framework does for a request takes longer than
 * the answer.
 */
@Injectable()
export class ForwardAuthListener {
  private readonly logger = new Logger(ForwardAuthListener.name);
  private readonly addressOf: (request: IncomingMessage) => string;
  private readonly answers: BodilessAnswers;

  constructor(
    private readonly forwardAuth: ForwardAuth,
    config: ConfigService,
  ) {
    this.addressOf = clientAddress(config.settings.LATCHKEY_TRUSTED_PROXIES);
    this.answers = new BodilessAnswers(answerHeaders(config.publicUrl.startsWith('https:')));
  }

  /** @returns false when the request is for somebody else. */
  answer(request: IncomingMessage, response: ServerResponse, answered: (what: Answered) => void): boolean {
    if (!isForVerify(request.url ?? '')) return false;
    const began = performance.now();
    const finish = (reply: Reply): void => {
      this.write(request, response, reply);
      const holder = 'verdict' in reply ? reply.verdict.holder : undefined;
      answered({ request, status: reply.status, holder, milliseconds: performance.now() - began });
    };
    try {
      const reply = this.forwardAuth.decide({
        presented: forwardedCredential(request),
        permissions: permissionsIn(request.url ?? ''),
        address: () => this.addressOf(request),
      });
      if (reply instanceof Promise) reply.then(finish).catch((fault: unknown) => this.fail(response, fault));
      else finish(reply);
    } catch (fault) {
      this.fail(response, fault);
    }
    return true;
  }

  /** Nothing may be thrown at the server, which would end the process. */
  private fail(response: ServerResponse, fault: unknown): void {
    this.logger.error({ msg: 'a request could not be answered', err: fault });
    // whatever else answers may be what has failed
    if (!response.headersSent) response.writeHead(503, [...this.answers.always, 'Retry-After', '1']);
    response.end();
  }

  private write(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
    const end = reply.status === 200 ? identityHead(reply.verdict) : undefined;
    const isUsual = !('seconds' in reply) && !announcesBody(request);
    if (isUsual) this.answers.send(request, response, reply.status, end);
    else
      this.answers.write(response, reply.status, [
        ...(end === undefined ? [] : headPairs(end)),
        ...('seconds' in reply ? ['Retry-After', String(reply.seconds)] : []),
        // a body that is announced and does not come would be looked for in the next request
        ...(announcesBody(request) ? ['Connection', 'close'] : []),
      ]);
  }
}

function isForVerify(url: string): boolean {
  return (
    url.startsWith(VERIFY_PATH) && (url.length === VERIFY_PATH.length || url[VERIFY_PATH.length] === '?')
  );
}

function permissionsIn(url: string): string[] {
  return url.length === VERIFY_PATH.length
    ? []
    : new URLSearchParams(url.slice(VERIFY_PATH.length)).getAll('permission');
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}
