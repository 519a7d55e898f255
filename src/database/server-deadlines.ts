import type { Pool, PoolConnection } from 'mysql2';

/** Together with the time for making a connection less than ten seconds: no change is waited for longer. Waiting for a row's lock is shorter. */
const STATEMENT_MS = 7000;
/** How long to wait for a connection while all are in use. */
const QUEUE_MS = 1000;

type Callback = (error: Error | null, ...results: unknown[]) => void;
type Taken = (error: NodeJS.ErrnoException | null, connection: PoolConnection) => void;

/** What the driver's types leave out; a test notices when its names change. */
interface Internals {
  stream: { destroy(fault: Error): void };
  query: (...parameters: unknown[]) => unknown;
}
interface PoolInternals {
  _freeConnections: { length: number; get(at: number): PoolConnection };
}

/**
 * Lets nobody wait for a server that does not answer: it may be frozen, and of packets that are dropped no connection ever hears. The driver's
 * own timeouts give an answer to whoever waits, but leave the connection in the pool, with its statement before all that follow.
 */
export function setDeadlines(pool: Pool): void {
  limitQueue(pool);
  pool.on('connection', (connection) => {
    limitStatements(connection);
    connection.destroy = () => sever(pool, connection, lost('the connection was given up'));
  });

  function limitStatements(connection: PoolConnection): void {
    const internals = connection as unknown as Internals;
    const query = internals.query.bind(connection);
    internals.query = (...parameters) => {
      const last = parameters.pop();
      if (typeof last !== 'function') return query(...parameters, last);
      const timer = setTimeout(
        () => sever(pool, connection, lost(`no answer within ${STATEMENT_MS} ms`)),
        STATEMENT_MS,
      );
      const done: Callback = (...results) => {
        clearTimeout(timer);
        (last as Callback)(...results);
      };
      return query(...parameters, done);
    };
  }
}

/** Who waits for a connection in vain is told so; when it comes all the same, it goes to the next. */
function limitQueue(pool: Pool): void {
  const take = pool.getConnection.bind(pool) as (taken: Taken) => void;
  pool.getConnection = (taken: Taken): void => {
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const giveUp = (): void => {
      isLate = true;
      taken(busy(), undefined as never);
    };
    const wait = (): void => void (timer = setTimeout(giveUp, QUEUE_MS));
    pool.once('enqueue', wait);
    take((error, connection) => {
      clearTimeout(timer);
      if (!isLate) taken(error, connection);
      else if (!error) connection.release();
    });
    pool.off('enqueue', wait);
  };
}

/**
 * Ends a connection without a word to the server, and those that nobody uses with it: they lead to the same server, and whoever took one next
 * would wait as long. Whoever waits on it gets the fault; the driver's own way would leave them waiting for an answer.
 */
function sever(pool: Pool, connection: PoolConnection, fault: Error): void {
  const { _freeConnections: free } = pool as unknown as PoolInternals;
  const idle = Array.from({ length: free.length }, (_, at) => free.get(at));
  for (const one of [connection, ...idle]) {
    const { stream } = one as unknown as Internals;
    leavePool(one); // first: the fault comes a moment later, and somebody could take it until then
    stream.destroy(fault);
  }
}

/** The driver's own way to end it, which each connection has over its own. */
function leavePool(connection: PoolConnection): void {
  (Object.getPrototypeOf(connection) as PoolConnection).destroy.call(connection);
}

/** As the driver says it of a connection that it lost. */
function lost(reason: string): Error {
  return Object.assign(new Error(reason), { code: 'ETIMEDOUT', fatal: true });
}

function busy(): Error {
  return Object.assign(new Error('all connections to the database are in use'), { code: 'POOL_BUSY' });
}
