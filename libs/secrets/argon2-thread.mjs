// @ts-check
// The whole program of a thread that hashes: JavaScript, so that the tests can start it from the sources.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';

lowerPriority();
parentPort?.on('message', (task) => parentPort?.postMessage(answer(task)));

/**
 * @param {import('./password-hasher.js').HashingTask} task
 * @returns {import('./hashing-threads.js').Answer<string | boolean>}
 */
function answer({ password, against, parameters }) {
  try {
    return {
      value: against === undefined ? hashSync(password, parameters) : verifySync(against, password),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'unknown' };
  }
}

/**
 * Whatever else has something to do goes first, for the most part: the lowest priority of all would let nobody in while another program on
 * the machine is busy. Linux alone takes this for the thread; elsewhere it would be the whole process.
 */
function lowerPriority() {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // forbidden by a sandbox: passwords are checked all the same
  }
}
