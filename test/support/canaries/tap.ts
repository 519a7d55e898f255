import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Canaries, Leak } from './canaries.js';
import { secretsOfAnswer, secretsOfRequest } from './exchanges.js';

/** What is the same for everybody, and large; its examples are what tests send. */
const FOR_EVERYBODY = /^\/(?:docs|openapi\.json)/;

/** A secret in an answer that is not there to give it, and to what. */
export interface AnswerLeak extends Leak {
  request: string;
}

/**
 * Looks at all that passes through a server: notes what is secret of it, and searches the rest of every answer.
 * @param notesShown false: what requests show is no secret; for tests that show what everybody may know as if it were one.
 * @returns where secrets were found, filled as requests are answered.
 */
export function tap(server: Server, canaries: Canaries, notesShown = true): AnswerLeak[] {
  const leaks: AnswerLeak[] = [];
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const received = receivedOf(request);
    const noteShown = () => {
      if (!notesShown) return;
      const { url = '', rawHeaders } = request;
      const shown = secretsOfRequest({ url, headers: rawHeaders, body: Buffer.concat(received).toString() });
      for (const secret of shown) canaries.note(...secret);
    };
    request.once('close', noteShown); // also when nobody answers
    if (FOR_EVERYBODY.test(request.url ?? '')) return;
    onAnswered(response, (head, body) => {
      noteShown();
      const { secrets, rest } = secretsOfAnswer(head, body);
      for (const secret of secrets) canaries.note(...secret);
      const { method, url = '' } = request;
      const leak = canaries.leakIn(rest);
      // the front of an address is no secret, unlike its end
      if (leak) leaks.push({ ...leak, request: `${method} ${url.split('?', 1)[0]?.slice(0, 20)}` });
    });
  });
  return leaks;
}

/** @returns the body, filled as it comes: whoever reads it goes on reading as before. */
function receivedOf(request: IncomingMessage): Buffer[] {
  const received: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (chunk !== null) received.push(chunk);
    return push(chunk, encoding);
  };
  return received;
}

function onAnswered(response: ServerResponse, answered: (head: string, body: string) => void): void {
  const sent: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string') sent.push(Buffer.from(chunk));
    else if (Buffer.isBuffer(chunk)) sent.push(chunk);
  };
  const write = response.write.bind(response) as (...parameters: unknown[]) => boolean;
  const end = response.end.bind(response) as (...parameters: unknown[]) => ServerResponse;
  response.write = ((...parameters: unknown[]) => {
    keep(parameters[0]);
    return write(...parameters);
  }) as typeof response.write;
  response.end = ((...parameters: unknown[]) => {
    keep(parameters[0]);
    const returned = end(...parameters);
    // the head as it goes out: the framework hands its headers over without setting them
    const { _header: head } = response as unknown as { _header: string | null };
    answered(head ?? '', Buffer.concat(sent).toString());
    return returned;
  }) as typeof response.end;
}
