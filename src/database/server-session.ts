import { createRequire } from 'node:module';
import type Mysql from 'mysql2';
import type { Pool, PoolOptions } from 'mysql2';
import { setDeadlines } from './server-deadlines.js';

/** Waiting longer for a row lock than a client waits for an answer helps nobody. */
const LOCK_WAIT_SECONDS = 5;

/**
 * What every connection is set to, whatever the server's defaults are: strict about values, UTC, and reading what others have committed
 * meanwhile (a check after waiting for a lock must see what the holder of the lock did).
 */
const SESSION = [
  `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

/**
 * mysql2 for TypeORM, with every new connection set up before its first use: a connection runs its statements in order. Loaded only when
 * a server is used; the embedded database should not pay for it.
 * @param hasDeadlines false: statements may take as long as they need.
 */
export function serverDriver(hasDeadlines: boolean): object {
  const mysql = createRequire(import.meta.url)('mysql2') as typeof Mysql;
  return {
    ...mysql,
    createPool(options: PoolOptions): Pool {
      const pool = mysql.createPool(options);
      if (hasDeadlines) setDeadlines(pool);
      pool.on('connection', (connection) => {
        for (const statement of SESSION) connection.query(statement);
      });
      return pool;
    },
  };
}
