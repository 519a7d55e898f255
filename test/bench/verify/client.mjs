// The client of all measures. It speaks no more HTTP than it must: it shares the machine with what it measures, and whatever it adds to the
// time of both makes them look alike.
import { once } from 'node:events';
import { connect } from 'node:net';

/** The bytes of a request. */
export function request(path, headers = {}, { method = 'GET', body } = {}) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const all = {
    Host: 'bench',
    ...(body !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`;
}

/** A connection that is kept, for one request at a time. */
export class Connection {
  static async open(port) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  constructor(socket) {
    this.socket = socket.setEncoding('latin1');
    this.received = '';
    socket.on('data', (text) => this.take(text));
    socket.on('error', (fault) => this.fail(fault));
    socket.on('close', () => this.fail(new Error('the server hung up')));
  }

  /** @returns status, body and milliseconds of the answer, which must announce its length. */
  ask(bytes) {
    return new Promise((done, failed) => {
      this.waiting = { began: performance.now(), done, failed };
      this.socket.write(bytes);
    });
  }

  close() {
    this.socket.destroy();
  }

  take(text) {
    this.received += text;
    const head = this.received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, head))?.[1] ?? 0);
    const body = this.received.slice(head + 4);
    if (body.length < length) return;
    const { began, done } = this.waiting;
    const answer = { ms: performance.now() - began, status: Number(this.received.slice(9, 12)), body };
    this.received = '';
    this.waiting = undefined;
    done(answer);
  }

  fail(fault) {
    this.waiting?.failed(fault);
    this.waiting = undefined;
  }
}

/** Uses as many connections, and closes them. */
export async function withConnections(port, count, use) {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
  try {
    return await use(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * Asks over all connections, the next request of each as soon as the one before is answered.
 * @param requestAt the bytes of the request with this number. @returns the milliseconds that each took.
 */
export async function load(connections, { count, requestAt, status }) {
  const taken = [];
  let next = 0;
  const run = async (connection) => {
    while (next < count) {
      const answer = await connection.ask(requestAt(next++));
      if (answer.status !== status) throw new Error(`answered ${answer.status}: ${answer.body}`);
      taken.push(answer.ms);
    }
  };
  await Promise.all(connections.map(run));
  return taken;
}
