import { setImmediate as settled } from 'node:timers/promises';
import { HasherBusyError } from '#secrets';
import { AccountTurns } from './account-turns.js';

describe('AccountTurns', () => {
  it('runs one at a time for each account, in order, also after one that failed', async () => {
    const turns = new AccountTurns();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await settled();
      order.push(`${name} ends`);
      if (name === 'a1') throw new Error('a fault');
    };
    const all = await Promise.allSettled([
      turns.run('a', work('a1')),
      turns.run('a', work('a2')),
      turns.run('b', work('b')),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(order.filter((line) => line.startsWith('a'))).toEqual([
      'a1 begins',
      'a1 ends',
      'a2 begins',
      'a2 ends',
    ]);
    expect(order.indexOf('b begins')).toBeLessThan(order.indexOf('a1 ends'));
  });

  it('turns away what would wait behind too many, and holds nothing up afterwards', async () => {
    const turns = new AccountTurns();
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, () => turns.run('a', () => settled())),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(100 - 33);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(HasherBusyError);
    await expect(turns.run('a', async () => Promise.resolve('in'))).resolves.toBe('in');
  });
});
