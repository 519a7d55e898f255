import type { Role } from '../api/client.js';
import { Rights } from './rights.js';
import type { Permission } from './rights.js';

const role = (uid: string, permissions: Permission[], scope: Role['spec']['scope'] = 'tenant') =>
  ({ metadata: { uid }, spec: { permissions, scope } }) as Role;

const ROLES = [
  role('admin', ['user.list', 'user.update', 'user.delete']),
  role('viewer', ['user.list']),
  role('everybody', []),
  role('project', ['user.list', 'user.update'], 'project'),
];

describe('rights', () => {
  it('are those of all roles that are held, and nothing until they are known', () => {
    expect(new Rights(ROLES, ['viewer']).may('user.list')).toBe(true);
    expect(new Rights(ROLES, ['viewer']).may('user.update')).toBe(false);
    expect(new Rights(ROLES, ['viewer', 'admin']).may('user.update')).toBe(true);
    expect(new Rights(ROLES, ['project']).may('user.update')).toBe(false);
    expect(new Rights().may('user.list')).toBe(false);
  });

  it('cover whoever may do no more, and nobody whose roles are not known', () => {
    const viewer = new Rights(ROLES, ['viewer']);
    expect(viewer.covers([])).toBe(true);
    expect(viewer.covers(['viewer', 'everybody'])).toBe(true);
    expect(viewer.covers(['viewer', 'admin'])).toBe(false);
    expect(viewer.covers(['unheard of'])).toBe(false);
  });

  it('let roles be given that allow no more, and none of a project', () => {
    const uids = (rights: Rights) => rights.givable.map(({ metadata }) => metadata.uid);
    expect(uids(new Rights(ROLES, ['admin']))).toEqual(['admin', 'viewer', 'everybody']);
    expect(uids(new Rights(ROLES, ['viewer']))).toEqual(['viewer', 'everybody']);
  });
});
