import type { Response, Test } from 'supertest';
import type { Canaries } from './canaries.js';
import { secretsOfAnswer, secretsOfRequest } from './exchanges.js';

/** What the library knows of a request that it sends. */
interface Sending {
  url: string;
  header: Record<string, string>;
  _data?: unknown;
}

/** @returns the same calls, which note what is secret of them: for a service in another process, whose server cannot be looked into. */
export function noting<Calls extends object>(canaries: Canaries, calls: Calls): Calls {
  return new Proxy(calls, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...parameters: unknown[]) => Test;
      return (...parameters: unknown[]) => noted(canaries, method.apply(target, parameters));
    },
  });
}

function noted(canaries: Canaries, call: Test): Test {
  call.on('request', ({ url, header, _data: body }: Sending) => {
    const sent = {
      url: url.replace(/^https?:\/\/[^/]+/, ''),
      headers: Object.entries(header).flat(),
      body: typeof body === 'string' ? body : (JSON.stringify(body) ?? ''),
    };
    for (const secret of secretsOfRequest(sent)) canaries.note(...secret);
  });
  call.on('response', ({ headers, text }: Response) => {
    const { secrets } = secretsOfAnswer(JSON.stringify(headers), text ?? '');
    for (const secret of secrets) canaries.note(...secret);
  });
  return call;
}
