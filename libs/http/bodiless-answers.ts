import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The last lines of a head and the empty line that ends it, in one piece of memory. */
export type HeadEnd = string;

/**
 * What of a response is not in Node's documentation: its head as text, null until there is one, and the milliseconds that an idle
 * connection is kept.
 */
interface Undocumented {
  _header: string | null;
  _keepAliveTimeout: number;
}

const LINE_END = '\r\n';

/** @param pairs names and values in turn. @throws TypeError when one of them cannot stand in a head. */
export function headEnd(pairs: readonly string[]): HeadEnd {
  return [headLines(pairs), LINE_END].join(''); // a sum would be two pieces
}

/** @param pairs names and values in turn. @returns lines of a head. @throws TypeError when one of them cannot stand in a head. */
export function headLines(pairs: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    validateHeaderName(pairs[at]);
    validateHeaderValue(pairs[at], pairs[at + 1]);
    lines.push(`${pairs[at]}: ${pairs[at + 1]}${LINE_END}`);
  }
  return lines.join('');
}

/** @returns names and values in turn. */
export function headPairs(end: HeadEnd): string[] {
  const lines = end.split(LINE_END).filter((line) => line !== '');
  return lines.flatMap((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]);
}

/**
 * Answers without a body whose heads were put together before. Node checks and copies every header of every answer, which takes longer than
 * to find out what to answer; here it gets the head as text. Where a request or a release of Node is not as expected, answers are written in
 * the documented way, and read the same.
 */
export class BodilessAnswers {
  /** Names and values in turn of what every answer carries. */
  readonly always: readonly string[];
  private readonly beginnings = new Map<number, string>();
  private second = 0;

  /** @param always what every answer carries. */
  constructor(always: Record<string, string>) {
    this.always = Object.entries({ ...always, 'Content-Length': '0' }).flat();
  }

  /** @param end what this answer carries beside. */
  send(request: IncomingMessage, response: ServerResponse, status: number, end: HeadEnd = LINE_END): void {
    const head = response as unknown as Undocumented;
    const isPlain =
      head._header === null &&
      head._keepAliveTimeout > 0 &&
      response.shouldKeepAlive &&
      request.httpVersion === '1.1';
    if (!isPlain) {
      this.write(response, status, headPairs(end));
      return;
    }
    response.statusCode = status;
    head._header = this.beginning(status, head._keepAliveTimeout) + end;
    response.end();
  }

  /** The same in the documented way. @param pairs names and values in turn, of which `Connection` may be one. */
  write(response: ServerResponse, status: number, pairs: readonly string[]): void {
    response.writeHead(status, [...this.always, ...pairs]).end();
  }

  /** Made once a second: it has the time in it. */
  private beginning(status: number, idleMs: number): string {
    const now = Date.now();
    const second = Math.trunc(now / 1000);
    if (second !== this.second) this.beginnings.clear();
    this.second = second;
    const known = this.beginnings.get(status);
    if (known !== undefined) return known;
    const moment = {
      Date: new Date(now).toUTCString(),
      Connection: 'keep-alive',
      'Keep-Alive': `timeout=${Math.floor(idleMs / 1000)}`,
    };
    const lines = headLines([...this.always, ...Object.entries(moment).flat()]);
    const beginning = `HTTP/1.1 ${status} ${STATUS_CODES[status]}${LINE_END}${lines}`;
    this.beginnings.set(status, beginning);
    return beginning;
  }
}
