import { MasterKey } from '#secrets';
import { channelName } from './doorbell.service.js';

const key = (byte: number) => new MasterKey(Buffer.alloc(32, byte));
const name = (databaseUrl: string, masterKey = key(1)) => channelName(masterKey, databaseUrl);

describe('the channel of a database', () => {
  const ours = name('mysql://latchkey:canary@db.example:3306/ours');

  it('is the same by whatever host and account one gets there', () => {
    for (const url of ['mysql://other:word@10.0.0.7/ours', 'mariadb://localhost:3307/ours'])
      expect(name(url)).toBe(ours);
  });

  it('is another one for another database, or under another master key', () => {
    expect(name('mysql://latchkey:canary@db.example:3306/theirs')).not.toBe(ours);
    expect(name('mysql://latchkey:canary@db.example:3306/ours', key(2))).not.toBe(ours);
  });

  it('says nothing of either', () => {
    expect(ours).toMatch(/^latchkey:changes:[\w-]{43}$/);
  });
});
