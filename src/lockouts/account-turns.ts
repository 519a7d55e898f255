import { HasherBusyError } from '#secrets';

const MOST_WAITING = 32;

/**
 * Lets one password of an account be checked at a time on this instance. Each is counted as wrong until it has turned out to be right, so
 * many right ones at once would lock each other out.
 */
export class AccountTurns {
  private readonly queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /** @throws HasherBusyError when too many wait already. */
  async run<T>(account: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(account) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > MOST_WAITING) throw new HasherBusyError('too many passwords of one account at once');
    this.queues.set(account, queue);
    queue.length++;
    const turn = queue.last.then(work);
    queue.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      if (--queue.length === 0) this.queues.delete(account);
    }
  }
}
