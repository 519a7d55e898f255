import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { MasterKey } from '#secrets';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { AuditChain, AuditSeal } from '../../src/audit/audit-seal.entity.js';
import { PurgeJob } from '../../src/audit/purge.job.js';
import { chainRow, findings, headsOf, linksOf } from '../support/audit-chain.js';
import { as } from '../support/caller.js';
import { Given } from '../support/given.js';
import type { Person } from '../support/given.js';
import { copiesOfRow } from '../support/rows.js';
import { TestApp } from '../support/test-app.js';
import { DAY } from '../support/test-clock.js';

const DAYS = 30;

describe('the chain of audit entries (AU-04)', () => {
  let app: TestApp;
  let given: Given;

  beforeAll(async () => {
    app = await TestApp.start({ env: { LATCHKEY_AUDIT_RETENTION_DAYS: String(DAYS) } });
    given = new Given(app);
  });
  afterAll(() => app.close());

  const rows = () => app.get(DataSource).manager;

  /** An organisation with a chain of some length, and the links of it. */
  async function chain(): Promise<{ admin: Person; chain: string; links: AuditSeal[] }> {
    const admin = await given.tenant();
    for (let keys = 0; keys < 3; keys++) await given.apiKey(admin);
    const links = await linksOf(app, admin.tenantUid);
    expect(links.length).toBeGreaterThan(4);
    return { admin, chain: admin.tenantUid, links };
  }

  it('AU-04 fits after changes of every kind, refusals and rollbacks', async () => {
    const { admin } = await chain();
    const { uid } = await given.apiKey(admin);
    await as(app, admin).put(`/v1/apiKeys/${uid}/state`).send({ isActive: false }).expect(204);
    await as(app, admin).delete(`/v1/apiKeys/${uid}`).expect(204);
    await as(app, admin)
      .post('/v1/users')
      .send({ spec: { emailId: admin.emailId } })
      .expect(409);
    await app.http
      .post('/v1/auth/authenticate')
      .send({ emailId: admin.emailId, password: 'not this one at all' })
      .expect(401);
    await app.http
      .post('/v1/auth/authenticate')
      .send({ emailId: 'nobody@nowhere.example', password: 'not this one at all' })
      .expect(401);
    expect(await findings(app)).toEqual([]);
    expect((await linksOf(app, 'none')).length).toBeGreaterThan(0);
  });

  it.each([
    'tenantUid',
    'at',
    'actorType',
    'actorUid',
    'actorEmailId',
    'credentialKind',
    'credentialUid',
    'action',
    'actionType',
    'resourceKind',
    'resourceUid',
    'resourceName',
    'message',
    'ip',
    'requestId',
  ] as const)('AU-04 names the entry of which %s was changed', async (column) => {
    const { links, ...known } = await chain();
    const [, uid] = links.map(({ entryUid }) => entryUid);
    const value = column === 'at' ? new Date(app.clock.now().getTime() + 1) : 'forged';
    await rows().update(AuditEntry, { uid }, { [column]: value });
    expect(await findings(app, { chain: known.chain })).toEqual([
      `entry ${uid} (link 2) was changed after it was written`,
    ]);
  });

  it('AU-04 names the entry that was removed', async () => {
    const { links, ...known } = await chain();
    const [, , uid] = links.map(({ entryUid }) => entryUid);
    await rows().delete(AuditEntry, { uid });
    expect(await findings(app, { chain: known.chain })).toEqual([`entry ${uid} (link 3) was removed`]);
  });

  it('AU-04 finds that an entry was removed with its link', async () => {
    const { links, ...known } = await chain();
    await rows().delete(AuditEntry, { uid: links[1]?.entryUid });
    await rows().delete(AuditSeal, { chain: known.chain, seq: 2 });
    expect(await findings(app, { chain: known.chain })).toEqual(['links 2 to 2 were removed']);
  });

  it('AU-04 finds that two entries were swapped', async () => {
    const { links, ...known } = await chain();
    const [, second, third] = links as [AuditSeal, AuditSeal, AuditSeal];
    const swap = (seq: number, { entryUid, at, digest }: AuditSeal) =>
      rows().update(AuditSeal, { chain: known.chain, seq }, { entryUid, at, digest });
    await swap(2, { ...third, entryUid: 'away' });
    await swap(3, second);
    await swap(2, third);
    expect(await findings(app, { chain: known.chain })).toEqual([
      'link 2 was changed, or does not follow the one before',
      'link 3 was changed, or does not follow the one before',
    ]);
  });

  it('AU-04 names the entry that somebody else put in, with a link of their own or without', async () => {
    const { links, ...known } = await chain();
    const [, uid] = links.map(({ entryUid }) => entryUid);
    const [forged] = await copiesOfRow(app, AuditEntry, uid ?? '', 1);
    const unlinked = `entry ${forged} is in no chain: it was written by somebody else`;
    expect(await findings(app, { chain: known.chain })).toEqual([unlinked]);
    const last = links.at(-1) as AuditSeal;
    await rows().insert(AuditSeal, { ...last, seq: last.seq + 1, entryUid: forged ?? '' });
    await rows().update(AuditChain, { chain: known.chain }, { seq: last.seq + 1 });
    expect(await findings(app, { chain: known.chain })).toEqual([
      `link ${last.seq + 1} was changed, or does not follow the one before`,
      `entry ${forged} (link ${last.seq + 1}) was changed after it was written`,
    ]);
  });

  it('AU-04 finds that the end was cut off, by an exported head also when the record of the end fits', async () => {
    const { links, ...known } = await chain();
    const heads = (await headsOf(app)).filter((head) => head.chain === known.chain);
    const [last, secondLast] = links.toReversed() as [AuditSeal, AuditSeal];
    await rows().delete(AuditEntry, { uid: last.entryUid });
    await rows().delete(AuditSeal, { chain: known.chain, seq: last.seq });
    expect(await findings(app, { chain: known.chain })).toEqual([
      `links ${last.seq} to ${last.seq} were removed from its end`,
    ]);
    await rows().update(AuditChain, { chain: known.chain }, { seq: secondLast.seq, mac: secondLast.mac });
    expect(await findings(app, { chain: known.chain })).toEqual([]);
    expect(await findings(app, { chain: known.chain, heads })).toEqual([
      `it once reached link ${last.seq}, which is not there any more`,
    ]);
    await given.apiKey(known.admin); // another entry takes the place
    expect(await findings(app, { chain: known.chain, heads })).toEqual([
      `link ${last.seq} is another one than when its head was exported`,
    ]);
  });

  it('AU-04 finds by an exported head that a whole chain is gone', async () => {
    const { links, ...known } = await chain();
    const heads = (await headsOf(app)).filter((head) => head.chain === known.chain);
    for (const { entryUid } of links) await rows().delete(AuditEntry, { uid: entryUid });
    await rows().delete(AuditSeal, { chain: known.chain });
    await rows().delete(AuditChain, { chain: known.chain });
    expect(await findings(app, { chain: known.chain })).toEqual([]);
    expect(await findings(app, { chain: known.chain, heads })).toHaveLength(1);
  });

  it('AU-04 finds that the beginning was moved by somebody else', async () => {
    const { links, ...known } = await chain();
    const [first] = links as [AuditSeal];
    await rows().delete(AuditEntry, { uid: first.entryUid });
    await rows().delete(AuditSeal, { chain: known.chain, seq: 1 });
    const row = await chainRow(app, known.chain);
    await rows().save(AuditChain, { ...row, baseSeq: 1, baseMac: first.mac, baseProof: first.mac });
    expect(await findings(app, { chain: known.chain })).toEqual([
      'its beginning was moved to link 1 by somebody else',
    ]);
  });

  it('AU-04 cannot be made to fit without the master key', async () => {
    await chain();
    const other = new MasterKey(randomBytes(32));
    const { length } = await findings(app, { masterKey: other });
    expect(length).toBeGreaterThan(4);
  });

  it('AU-04 fits after old entries were deleted, and a removal before its time is still found then', async () => {
    const { links, ...known } = await chain();
    const heads = await headsOf(app);
    app.clock.advance(DAYS * DAY + 1);
    const purgedBefore = new Date(app.clock.now().getTime() - DAYS * DAY);
    const admin = { ...known.admin, token: await given.token(known.admin.emailId, known.admin.password) };
    const { uid } = await given.apiKey(admin);
    const young = await linksOf(app, known.chain);
    await app.get(PurgeJob).purge(app.clock.now());
    expect(await findings(app, { chain: known.chain, purgedBefore, heads })).toEqual([]);
    const left = await linksOf(app, known.chain);
    expect(left.map(({ seq }) => seq)).toEqual(young.slice(links.length).map(({ seq }) => seq));
    expect((await chainRow(app, known.chain)).baseSeq).toBe(links.length);
    const [entry] = await rows().findBy(AuditEntry, { resourceUid: uid });
    await rows().delete(AuditEntry, { uid: entry?.uid });
    await app.get(PurgeJob).purge(app.clock.now());
    expect(await findings(app, { chain: known.chain, purgedBefore })).toEqual([
      expect.stringContaining(`entry ${entry?.uid} `),
    ]);
  });
});
