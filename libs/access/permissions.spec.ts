import { coversGrantsOf, isPermission, PERMISSIONS, reachOf, TENANT_PERMISSIONS } from './permissions.js';
import type { Grants, Permission, Reach } from './permissions.js';

const user: Grants = { isPlatformAdmin: false, permissions: new Set() };
const admin: Grants = { isPlatformAdmin: false, permissions: TENANT_PERMISSIONS };
const root: Grants = { isPlatformAdmin: true, permissions: TENANT_PERMISSIONS };
const rootAlone: Grants = { isPlatformAdmin: true, permissions: new Set() };

/** Every permission and how far it reaches for a user, a tenant administrator and a platform administrator. */
const MATRIX: Record<Permission, [Reach | null, Reach | null, Reach | null]> = {
  'apiKey.create': ['self', 'tenant', 'tenant'],
  'apiKey.get': ['self', 'tenant', 'tenant'],
  'apiKey.list': ['self', 'tenant', 'tenant'],
  'apiKey.update': ['self', 'tenant', 'tenant'],
  'apiKey.delete': ['self', 'tenant', 'tenant'],
  'apiKey.reveal': ['self', 'tenant', 'tenant'],
  'apiKey.verify': [null, 'tenant', 'tenant'],
  'audit.get': ['self', 'tenant', 'platform'],
  'audit.list': ['self', 'tenant', 'platform'],
  'audit.update': [null, 'tenant', 'tenant'],
  'role.create': [null, 'tenant', 'tenant'],
  'role.get': [null, 'tenant', 'tenant'],
  'role.list': [null, 'tenant', 'tenant'],
  'role.update': [null, 'tenant', 'tenant'],
  'role.delete': [null, 'tenant', 'tenant'],
  'session.list': ['self', 'tenant', 'tenant'],
  'session.delete': ['self', 'tenant', 'tenant'],
  'system.get': [null, null, 'platform'],
  'system.update': [null, null, 'platform'],
  'tenant.create': [null, null, 'platform'],
  'tenant.get': [null, 'tenant', 'platform'],
  'tenant.list': [null, null, 'platform'],
  'tenant.update': [null, 'tenant', 'platform'],
  'tenant.suspend': [null, null, 'platform'],
  'tenant.delete': [null, null, 'platform'],
  'user.create': [null, 'tenant', 'tenant'],
  'user.get': ['self', 'tenant', 'tenant'],
  'user.list': [null, 'tenant', 'tenant'],
  'user.update': ['self', 'tenant', 'tenant'],
  'user.delete': [null, 'tenant', 'tenant'],
};

describe('reachOf', () => {
  it('has a row for every permission', () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual([...PERMISSIONS].toSorted());
  });

  it.each(Object.entries(MATRIX))('%s reaches %j (user, tenant admin, platform admin)', (permission, row) => {
    expect([user, admin, root].map((caller) => reachOf(caller, permission as Permission))).toEqual(row);
  });

  it('gives a platform administrator nothing over the keys and users of any tenant', () => {
    const far = PERMISSIONS.filter((permission) => reachOf(root, permission) === 'platform');
    expect(far.filter((permission) => /^(apiKey|user|session)\./.test(permission))).toEqual([]);
  });

  it('takes a platform administrator’s own tenant away with the tenant role', () => {
    expect(reachOf(rootAlone, 'user.list')).toBeNull();
    expect(reachOf(rootAlone, 'tenant.list')).toBe('platform');
  });

  it('gives exactly what the role holds, beside what everybody may do for themself', () => {
    const reader: Grants = { isPlatformAdmin: false, permissions: new Set<Permission>(['user.list']) };
    expect(reachOf(reader, 'user.list')).toBe('tenant');
    expect(reachOf(reader, 'user.get')).toBe('self');
    expect(reachOf(reader, 'user.delete')).toBeNull();
  });
});

describe('coversGrantsOf', () => {
  it.each([
    ['user', user, 'user', user, true],
    ['user', user, 'tenant admin', admin, false],
    ['tenant admin', admin, 'user', user, true],
    ['tenant admin', admin, 'tenant admin', admin, true],
    ['tenant admin', admin, 'platform admin', root, false],
    ['tenant admin', admin, 'platform admin without the tenant role', rootAlone, false],
    ['platform admin', root, 'tenant admin', admin, true],
    ['platform admin', root, 'platform admin', root, true],
    ['platform admin without the tenant role', rootAlone, 'tenant admin', admin, false],
  ])('%s acting for %s%s%s: %s', (_caller, caller, _other, other, covers) => {
    expect(coversGrantsOf(caller, other)).toBe(covers);
  });

  it('needs every single permission of the other', () => {
    const some: Grants = {
      isPlatformAdmin: false,
      permissions: new Set<Permission>(['user.list', 'user.create']),
    };
    const one: Grants = { isPlatformAdmin: false, permissions: new Set<Permission>(['user.list']) };
    expect(coversGrantsOf(some, one)).toBe(true);
    expect(coversGrantsOf(one, some)).toBe(false);
  });
});

describe('what a role can hold', () => {
  it('is nothing that is the platform’s', () => {
    expect(PERMISSIONS.filter((permission) => !TENANT_PERMISSIONS.has(permission))).toEqual([
      'system.get',
      'system.update',
      'tenant.create',
      'tenant.list',
      'tenant.suspend',
      'tenant.delete',
    ]);
  });
});

describe('isPermission', () => {
  it.each([
    ['user.get', true],
    ['user.Get', false],
    ['user', false],
    ['', false],
    ['constructor', false],
  ])('%j: %s', (text, is) => {
    expect(isPermission(text)).toBe(is);
  });
});
