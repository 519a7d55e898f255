import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Public, Requires, SignedIn } from '#access';
import type { Credential, Permission, Principal } from '#access';
import { PermissionGuard } from './permission.guard.js';

class Doors {
  @Public() open(): void {}
  @SignedIn() anybody(): void {}
  @SignedIn({ tokenOnly: true }) anybodyByToken(): void {}
  @Requires('tenant.update') administrators(): void {}
  @Requires('tenant.update', { tokenOnly: true }) administratorsByToken(): void {}
  @Requires('apiKey.get') ownKeys(): void {}
}

@Requires('tenant.update')
class Room {
  inherited(): void {}
  @Public() open(): void {}
}

const byToken: Credential = { kind: 'token', sessionUid: 's', loggedInAt: new Date(0) };
const byKey: Credential = { kind: 'apiKey', keyUid: 'k', expiry: new Date(0) };

const asks = (
  [room, door]: [Doors | Room, string],
  permissions: Permission[],
  credential: Credential = byToken,
): string => {
  const user = {
    permissions: new Set(permissions),
    isPlatformAdmin: false,
    credential,
  } as unknown as Principal;
  const context = {
    getHandler: () => (room as unknown as Record<string, () => void>)[door],
    getClass: () => room.constructor,
    switchToHttp: () => ({ getRequest: () => ({ user }) }),
  } as unknown as ExecutionContext;
  try {
    return new PermissionGuard(new Reflector()).canActivate(context) ? 'in' : 'out';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('PermissionGuard', () => {
  const doors = new Doors();
  const room = new Room();

  it.each<[string, Permission[], Credential, string]>([
    ['open', [], byKey, 'in'],
    ['anybody', [], byKey, 'in'],
    ['anybody', [], byToken, 'in'],
    ['anybodyByToken', [], byToken, 'in'],
    ['anybodyByToken', ['tenant.update'], byKey, 'TokenRequired'],
    ['administrators', ['tenant.update'], byKey, 'in'],
    ['administrators', ['tenant.update'], byToken, 'in'],
    ['administrators', ['tenant.get'], byToken, 'Forbidden'],
    ['administratorsByToken', ['tenant.update'], byToken, 'in'],
    ['administratorsByToken', ['tenant.update'], byKey, 'TokenRequired'],
    ['administratorsByToken', [], byKey, 'Forbidden'],
    ['ownKeys', [], byToken, 'in'],
  ])('at the door "%s" with %j and %j: %s', (door, permissions, credential, expected) => {
    expect(asks([doors, door], permissions, credential)).toBe(expected);
  });

  it('asks for what the class says where the door says nothing, and for what the door says otherwise', () => {
    expect(asks([room, 'inherited'], [])).toBe('Forbidden');
    expect(asks([room, 'inherited'], ['tenant.update'])).toBe('in');
    expect(asks([room, 'open'], [])).toBe('in');
  });
});
