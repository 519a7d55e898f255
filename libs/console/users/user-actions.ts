import type { User } from '../api/client.js';
import type { Rights } from '../session/rights.js';

export type UserState = 'active' | 'inactive' | 'invited';

/** Named as their messages are. */
export type UserAction =
  | 'edit'
  | 'activationLink'
  | 'resetLink'
  | 'unlock'
  | 'signOutEverywhere'
  | 'apiKeys'
  | 'addKey'
  | 'disable'
  | 'enable'
  | 'delete';

/** @returns what somebody counts as. `invited`: they have not set a password yet. */
export function stateOf({ isActive, isDisabled }: User['status']): UserState {
  return isDisabled ? 'inactive' : isActive ? 'active' : 'invited';
}

/**
 * @returns what whoever is signed in can do with a user, what cannot be undone last. Nobody shuts themselves out here: that is for another
 * administrator.
 */
export function actionsFor(user: User, rights: Rights, myUid: string): UserAction[] {
  const { status, metadata, spec } = user;
  const isMe = metadata.uid === myUid;
  const isCovered = isMe || rights.covers(spec.roles.map(({ uid }) => uid));
  const mayUpdate = isCovered && rights.may('user.update');
  const mayDelete = isCovered && !isMe && rights.may('user.delete');
  // a lock without an end is opened by a new password alone
  const isUnlockable = status.isLocked && status.lockedUntil !== undefined;
  const possible: Record<UserAction, boolean> = {
    edit: mayUpdate,
    activationLink: status.activationLink !== '',
    resetLink: mayUpdate && !isMe && status.isActive,
    unlock: mayUpdate && isUnlockable,
    signOutEverywhere: rights.may('session.delete') && status.isActive,
    apiKeys: rights.may('apiKey.list'),
    addKey: isCovered && rights.may('apiKey.create') && !status.isDisabled,
    disable: mayDelete && !status.isDisabled,
    enable: mayDelete && status.isDisabled,
    delete: mayDelete,
  };
  return (Object.keys(possible) as UserAction[]).filter((action) => possible[action]);
}
