// The client of all measures. It speaks no more HTTP than it must: it shares the machine with what it measures, and whatever it adds to the
// time of both makes them look alike.
import { once } from 'node:events';
import { connect } from 'node:net';

const READ_AT_ONCE = 16 * 1024;

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
  received = '';

  static async open(port) {
    const connection = new Connection();
    const onread = {
      buffer: Buffer.alloc(READ_AT_ONCE),
      callback: (size, buffer) => connection.take(buffer.latin1Slice(0, size)),
    };
    connection.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    await once(connection.socket, 'connect');
    connection.socket.on('error', (fault) => connection.fail(fault));
    connection.socket.on('close', () => connection.fail(new Error('the server hung up')));
    return connection;
  }

  /** @returns status, body and milliseconds of the answer, which must announce its length. */
  ask(bytes) {
    return new Promise((done, failed) => {
      this.waiting = { began: performance.now(), done, failed };
      this.socket.write(bytes, 'latin1');
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
