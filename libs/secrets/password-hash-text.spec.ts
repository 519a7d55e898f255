import { hash } from '@node-rs/argon2';
import { isAcceptable, isOutdated } from './password-hash-text.js';
import { PasswordHasher } from './password-hasher.js';

const SALT = 'c29tZSBzYWx0IG9mIDE2';
const HASH = 'A'.repeat(43);
const phc = (parameters: string, kind = 'argon2id', version = 'v=19') =>
  `$${kind}$${version}$${parameters}$${SALT}$${HASH}`;

describe('isAcceptable', () => {
  it.each(['m=19456,t=2,p=1', 'm=12288,t=3,p=1', 'm=8,t=1,p=1', 'm=65536,t=3,p=4', 'm=262144,t=10,p=4'])(
    'CR-02 takes %s',
    (parameters) => {
      expect(isAcceptable(phc(parameters))).toBe(true);
    },
  );

  it.each([
    phc('m=262145,t=2,p=1'),
    phc('m=4194304,t=1,p=1'),
    phc('m=4294967295,t=1,p=1'),
    phc('m=19456,t=11,p=1'),
    phc('m=19456,t=4294967295,p=1'),
    phc('m=19456,t=0,p=1'),
    phc('m=19456,t=2,p=5'),
    phc('m=19456,t=2,p=0'),
    phc('m=15,t=2,p=2'),
    phc('m=19456,t=2,p=1', 'argon2i'),
    phc('m=19456,t=2,p=1', 'argon2d'),
    phc('m=19456,t=2,p=1', 'argon2id', 'v=16'),
    phc('t=2,m=19456,p=1'),
    phc('m=19456,t=2,p=1,keyid=x'),
    `${phc('m=19456,t=2,p=1')}\n`,
    `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(87)}$${HASH}`,
    `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$AAAA`,
    '$2b$12$abcdefghijklmnopqrstuv',
    'of nobody',
    '',
  ])('CR-02 takes nothing of %j', (stored) => {
    expect(isAcceptable(stored)).toBe(false);
  });
});

describe('isOutdated', () => {
  it('CR-02 is not said of what the hasher makes, and of all that has other parameters', async () => {
    const stored = await new PasswordHasher(1).hash('seven green lamps in a row');
    expect([isAcceptable(stored), isOutdated(stored)]).toEqual([true, false]);
    for (const parameters of ['m=12288,t=3,p=1', 'm=65536,t=2,p=1', 'm=194560,t=2,p=1'])
      expect(isOutdated(phc(parameters))).toBe(true);
  });
});

describe('PasswordHasher', () => {
  const PASSWORD = 'seven green lamps in a row';

  it('CR-02 knows the password of an imported hash, and takes none that asks for too much', async () => {
    const hasher = new PasswordHasher(1);
    const imported = await hash(PASSWORD, { algorithm: 2, memoryCost: 12288, timeCost: 3, parallelism: 1 });
    expect(await hasher.verify(imported, PASSWORD)).toBe(true);
    expect(await hasher.verify(imported, `${PASSWORD}.`)).toBe(false);
    const other = await hash(PASSWORD, { algorithm: 1, memoryCost: 12288, timeCost: 3, parallelism: 1 });
    for (const stored of [phc('m=4194304,t=1,p=1'), phc('m=19456,t=999999999,p=1'), other, 'of nobody'])
      expect(await hasher.verify(stored, PASSWORD)).toBe(false);
  });
});
