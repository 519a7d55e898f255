import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { hasRowLocks } from './engine.js';

/** The connection of a server's driver, as far as it matters here. */
interface Severable {
  destroy(): void;
}

/** Time is taken in steps: when this process itself stood still, that is one step, whatever it took. */
const STEP_MS = 100;

/**
 * Reads something that every request waits for and that takes a moment: when it does not, the server is at fault, and the connection is given
 * up with it. The embedded one answers at once.
 * @throws Error with the code ETIMEDOUT after `longestMs`.
 */
export async function readQuickly<T>(
  dataSource: DataSource,
  longestMs: number,
  read: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  if (!hasRowLocks(dataSource)) return read(dataSource.manager);
  const runner = dataSource.createQueryRunner();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    let left = longestMs;
    timer = setInterval(() => {
      if ((left -= STEP_MS) > 0) return;
      clearInterval(timer);
      reject(Object.assign(new Error(`no answer within ${longestMs} ms`), { code: 'ETIMEDOUT' }));
      void sever(runner);
    }, STEP_MS);
  });
  const reading = readAndRelease(runner, read);
  reading.catch(() => undefined); // of what comes after the timeout nobody hears
  try {
    return await Promise.race([reading, timeout]);
  } finally {
    clearInterval(timer);
  }
}

async function readAndRelease<T>(
  runner: QueryRunner,
  read: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await read(runner.manager);
  } finally {
    await runner.release();
  }
}

async function sever(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  const connection = (await runner.connect().catch(() => undefined)) as Severable | undefined;
  if (!runner.isReleased) connection?.destroy();
}
