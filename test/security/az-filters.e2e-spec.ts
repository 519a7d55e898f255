import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ApiKey } from '../../src/api-keys/api-key.entity.js';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { Role } from '../../src/roles/role.entity.js';
import { User } from '../../src/users/user.entity.js';
import { databaseDump } from '../support/database-dump.js';
import { Given } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const SOURCES = ['src', 'libs'].map((name) => join(__dirname, '../..', name));
/** It makes tables and carries statements: whose rows they are about is said elsewhere. */
const ENGINES = `database${sep}`;

/** Where a statement is made without TenantRepository, which narrows each to one organisation; and why it may be. */
const PAST_IT: Record<string, string[]> = {
  'the way that all others take, and a query that was narrowed on it': [
    ...['find', 'findLocked', 'list', 'query', 'listing', 'count', 'update', 'delete', 'rows'].map(
      (method) => `TenantRepository.${method}`,
    ),
    'boundedCount',
  ],
  'it is what tells whose it is: until then nobody knows of which organisation they are': [
    'withHolder',
    'CredentialsRepository.noteLateUse',
    'ApiKeysRepository.withValue',
    'UsersRepository.byEmail',
    'UsersRepository.byUid',
  ],
  'the organisation itself: who may name it, the service decides': [
    'find',
    'named',
    'findLocked',
    'update',
    'delete',
    'matching',
  ].map((name) => `TenantsRepository.${name}`),
  'narrowed to one organisation by its own condition': [
    'AuditRepository.matching',
    'RecoverableKeysRepository.sealedValue',
    'RecoverableKeysRepository.deleteAll',
    'RoleAssignmentsRepository.holders',
    'RoleAssignmentsRepository.removeFromAll',
    ...['find', 'tokenMinutes', 'save'].map((name) => `TenantSettingsRepository.${name}`),
  ],
  'by uids of what was read within an organisation': [
    'ApiKeysRepository.replaceValue',
    'AuditNotesRepository.of',
    'AuditNotesRepository.put',
    'AuditRepository.page',
    'LoginFailuresRepository.ofUsers',
    'RecoverableKeysRepository.delete',
    'RecoverableKeysRepository.save',
    'RoleAssignmentsRepository.of',
    'RoleAssignmentsRepository.remove',
  ],
  'an entry can be of no organisation: the service looks at whose it is before anybody sees it': [
    'AuditRepository.find',
    'AuditRepository.findKept',
  ],
  'a job of the service, which nobody asks for: it does the same for every organisation': [
    ...['byUid', 'due', 'toRemind', 'markExpired', 'markReminded'].map((name) => `ApiKeysRepository.${name}`),
    ...['older', 'delete'].map((name) => `AuditRetentionRepository.${name}`),
    'IdempotencyKeysRepository.deletePast',
    ...['existing', 'upsert'].map((name) => `KeyUsesRepository.${name}`),
    'LoginFailuresRepository.deleteOfNobody',
    ...['takeDue', 'delete', 'drop', 'postpone', 'due'].map((name) => `MailRepository.${name}`),
    'SessionsRepository.deletePast',
    'TenantSettingsRepository.page',
  ],
  'whose things are is what it is to find out, for the trail of the platform alone': [
    'OwnersRepository.matching',
  ],
  'the primary key is a MAC or a digest over whose it is': [
    ...['claim', 'finish'].map((name) => `IdempotencyKeysRepository.${name}`),
    ...['findLocked', 'update', 'delete'].map((name) => `LoginFailuresRepository.${name}`),
  ],
  'chains of entries: written for the organisation of an entry, checked as a whole by a program that nobody can ask':
    [
      ...['append', 'first', 'moveBase', 'lock', 'begin'].map((name) => `AuditChainsRepository.${name}`),
      ...['heads', 'chains', 'row', 'seal', 'sealsAfter', 'entriesOf', 'unlinked'].map(
        (name) => `ChainCheckRepository.${name}`,
      ),
    ],
  'of the platform, not of an organisation': [
    ...['insert', 'deleteOlder', 'read'].map((name) => `ChangesRepository.${name}`),
    'DatabaseProbe.isUp',
    'InstallationRepository.isDone',
    ...['all', 'remove'].map((name) => `SigningKeysRepository.${name}`),
    ...['system', 'saveSystem'].map((name) => `TenantSettingsRepository.${name}`),
    'UsersRepository.activePlatformAdministrators',
  ],
};

/** What reads, changes or removes rows that are there. */
const ASKS =
  /^(?:find\w*|count\w*|exists?\w*|sum|average|minimum|maximum|query|update|upsert|save|delete|softDelete|remove|clear|increment|decrement)$/;
/** Whatever it is called upon. */
const BUILDS = /^(?:createQueryBuilder|getRepository|getTreeRepository)$/;
const HANDLE = /(?:^|[.\s(])(?:tx|manager|dataSource|source|runner|reader|queryRunner)\)?$/;

/** @returns the methods in which a source asks the database itself. */
function askersIn(text: string): string[] {
  const found = new Set<string>();
  const walk = (node: ts.Node, names: string[]): void => {
    const isNamed =
      ts.isClassDeclaration(node) || ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node);
    const inside = isNamed && node.name ? [...names, node.name.getText()] : names;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const isAsked = ASKS.test(name.text) && HANDLE.test(expression.getText());
      if (isAsked || BUILDS.test(name.text)) found.add(inside.join('.'));
    }
    ts.forEachChild(node, (child) => walk(child, inside));
  };
  walk(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true), []);
  return [...found];
}

describe('the filters of what is read and written', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
    await new Given(app).tenant();
  });
  afterAll(() => app.close());

  const ENTITIES = [User, ApiKey, AuditEntry, Role];
  type Filter = { tenantUid: string };
  /** Each way to ask that takes a filter. */
  const ways: Record<
    string,
    (manager: EntityManager, entity: (typeof ENTITIES)[0], where: Filter) => unknown
  > = {
    find: (manager, entity, where) => manager.find(entity, { where }),
    findBy: (manager, entity, where) => manager.findBy(entity, where),
    findOne: (manager, entity, where) => manager.findOne(entity, { where }),
    findOneBy: (manager, entity, where) => manager.findOneBy(entity, where),
    countBy: (manager, entity, where) => manager.countBy(entity, where),
    existsBy: (manager, entity, where) => manager.existsBy(entity, where),
    update: (manager, entity, where) => manager.update(entity, where, { tenantUid: 'stolen' }),
    delete: (manager, entity, where) => manager.delete(entity, where),
  };

  it.each(Object.entries(ways))('AZ-10 %s by nothing is refused, and never means any row', async (_, ask) => {
    const { manager } = app.get(DataSource);
    const before = await databaseDump(app);
    for (const entity of ENTITIES)
      for (const nothing of [undefined, null])
        for (const where of [{ tenantUid: nothing }, { uid: 'a', tenantUid: nothing }] as unknown as Filter[])
          await expect((async () => ask(manager, entity, where))()).rejects.toThrow(/undefined|null/i);
    expect(await databaseDump(app)).toBe(before);
  });

  it('AZ-10 nothing else asks the database past the repository that narrows to one organisation', () => {
    const found = SOURCES.flatMap((directory) =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts') && !file.startsWith(ENGINES))
        .flatMap((file) => askersIn(readFileSync(join(directory, file), 'utf8'))),
    );
    const excused = Object.values(PAST_IT).flat();
    expect(found.filter((method) => !excused.includes(method))).toEqual([]);
    // what is excused is still there
    expect(excused.filter((method) => !found.includes(method))).toEqual([]);
  });
});
