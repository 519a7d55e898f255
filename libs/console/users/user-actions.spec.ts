import type { Role, User } from '../api/client.js';
import { Rights } from '../session/rights.js';
import type { Permission } from '../session/rights.js';
import { actionsFor, stateOf } from './user-actions.js';

const role = (uid: string, permissions: Permission[]) =>
  ({ metadata: { uid }, spec: { permissions, scope: 'tenant' } }) as Role;
const KNOWN = [
  role('admin', ['user.update', 'user.delete', 'session.delete', 'apiKey.list', 'apiKey.create']),
  role('helper', ['user.update']),
  role('reader', ['apiKey.list']),
];
const as = (...held: string[]) => new Rights(KNOWN, held);

const ACTIVE = { isActive: true, isDisabled: false, isLocked: false, activationLink: '' };
const DISABLED = { ...ACTIVE, isActive: false, isDisabled: true };
const INVITED = { ...ACTIVE, isActive: false, activationLink: 'https://keys.example.com/activate#token=x' };
const LOCKED = { ...ACTIVE, isLocked: true, lockedUntil: '2030-01-01T00:00:00.000Z' };

const user = (status: object, ...roles: string[]) =>
  ({ metadata: { uid: 'grace' }, spec: { roles: roles.map((uid) => ({ uid })) }, status }) as User;

describe('the state of a user', () => {
  it.each([
    ['active', ACTIVE],
    ['inactive', DISABLED],
    ['inactive', { ...INVITED, isDisabled: true }],
    ['invited', INVITED],
  ])('is %s for %j', (state, status) => {
    expect(stateOf(user(status).status)).toBe(state);
  });
});

describe('what can be done with a user', () => {
  it.each([
    ['active', ACTIVE, ['edit', 'resetLink', 'signOutEverywhere', 'apiKeys', 'addKey', 'disable', 'delete']],
    ['disabled', DISABLED, ['edit', 'apiKeys', 'enable', 'delete']],
    ['invited', INVITED, ['edit', 'activationLink', 'apiKeys', 'addKey', 'disable', 'delete']],
    [
      'locked',
      LOCKED,
      ['edit', 'resetLink', 'unlock', 'signOutEverywhere', 'apiKeys', 'addKey', 'disable', 'delete'],
    ],
  ])('fits somebody %s', (_name, status, actions) => {
    expect(actionsFor(user(status), as('admin'), 'root')).toEqual(actions);
  });

  it('leaves out a lock that only a new password opens', () => {
    const locked = user({ ...LOCKED, lockedUntil: undefined });
    expect(actionsFor(locked, as('admin'), 'root')).not.toContain('unlock');
  });

  it('shuts nobody out of their own account', () => {
    expect(actionsFor(user(LOCKED, 'admin'), as('admin'), 'grace')).toEqual([
      'edit',
      'unlock',
      'signOutEverywhere',
      'apiKeys',
      'addKey',
    ]);
  });

  it('is what the roles allow', () => {
    expect(actionsFor(user(ACTIVE), as('helper'), 'root')).toEqual(['edit', 'resetLink']);
    expect(actionsFor(user(ACTIVE), as('reader'), 'root')).toEqual(['apiKeys']);
  });

  it('spares whoever may do more', () => {
    expect(actionsFor(user(ACTIVE, 'admin'), as('helper'), 'root')).toEqual([]);
  });
});
