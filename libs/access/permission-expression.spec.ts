import {
  parsePermissionExpression,
  permissionExpression,
  PermissionExpressionError,
} from './permission-expression.js';
import { PERMISSIONS } from './permissions.js';
import type { Permission } from './permissions.js';

const isMet = (text: string, ...held: Permission[]) => parsePermissionExpression(text)(new Set(held));
const RESOURCES = [...new Set(PERMISSIONS.map((permission) => permission.split('.')[0]))];
const ofResource = (resource: string) =>
  PERMISSIONS.filter((permission) => permission.split('.')[0] === resource);

/** @returns what is thrown for the text, which must be of the one class. */
function faultOf(text: string, parse: (text: string) => unknown = parsePermissionExpression): string {
  try {
    parse(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PermissionExpressionError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('parsePermissionExpression', () => {
  it.each(PERMISSIONS)('is met by %s alone, when it names that', (permission) => {
    expect(isMet(permission, permission)).toBe(true);
    expect(isMet(permission, ...PERMISSIONS.filter((other) => other !== permission))).toBe(false);
  });

  it.each([
    ['user.get AND user.list', ['user.get', 'user.list'], true],
    ['user.get AND user.list', ['user.get'], false],
    ['user.get OR user.list', ['user.list'], true],
    ['user.get OR user.list', [], false],
    ['user.get OR user.get', ['user.get'], true],
    // AND binds tighter, on either side
    ['user.get OR user.list AND role.get', ['user.get'], true],
    ['user.get OR user.list AND role.get', ['user.list'], false],
    ['user.get OR user.list AND role.get', ['user.list', 'role.get'], true],
    ['user.get AND user.list OR role.get', ['role.get'], true],
    ['user.get AND user.list OR role.get', ['user.get'], false],
    // unless parentheses say otherwise
    ['(user.get OR user.list) AND role.get', ['user.get'], false],
    ['(user.get OR user.list) AND role.get', ['user.list', 'role.get'], true],
    ['user.get AND (user.list OR role.get)', ['role.get'], false],
    ['user.get AND (user.list OR role.get)', ['user.get', 'role.get'], true],
    ['((user.get))', ['user.get'], true],
    // spacing and case
    ['  user.get\t and\tuser.list ', ['user.get', 'user.list'], true],
    ['user.get oR user.list', ['user.list'], true],
    ['(user.get)and(user.list)', ['user.get'], false],
    ['( user.get )Or( user.list )', ['user.list'], true],
    // every permission of a resource
    ['session.*', ['session.list', 'session.delete'], true],
    ['session.*', ['session.list'], false],
    ['session.* OR user.get', ['user.get'], true],
    ['session.* AND user.get', ['session.list', 'session.delete'], false],
  ] as [string, Permission[], boolean][])('%j with %j: %s', (text, held, expected) => {
    expect(isMet(text, ...held)).toBe(expected);
  });

  it.each(RESOURCES)('takes %s.* for all of that resource and nothing else', (resource) => {
    const all = ofResource(resource);
    expect(isMet(`${resource}.*`, ...all)).toBe(true);
    for (const one of all)
      expect(isMet(`${resource}.*`, ...PERMISSIONS.filter((each) => each !== one))).toBe(false);
  });

  it.each([
    ['', 'expects a permission at character 1'],
    [' \t ', 'expects a permission at character 4'],
    ['AND', 'expects a permission at character 1'],
    ['OR user.get', 'expects a permission at character 1'],
    ['user.get AND', 'expects a permission at character 13'],
    ['user.get AND OR user.list', 'expects a permission at character 14'],
    ['user.get AND AND user.list', 'expects a permission at character 14'],
    ['NOT user.get', 'expects a permission at character 1'],
    ['*', 'expects a permission at character 1'],
    ['user', 'expects a permission at character 1'],
    ['()', 'expects a permission at character 2'],
    [')', 'expects a permission at character 1'],
    ['(', 'expects a permission at character 2'],
    ['user.get)', 'expects AND, OR or the end at character 9'],
    ['user.get user.list', 'expects AND, OR or the end at character 10'],
    ['user.get (user.list)', 'expects AND, OR or the end at character 10'],
    ['user.get && user.list', 'expects AND, OR or the end at character 10'],
    ['(user.get', 'expects AND, OR or a closing parenthesis at character 10'],
    ['(user.get user.list)', 'expects AND, OR or a closing parenthesis at character 11'],
    ['((user.get)', 'expects AND, OR or a closing parenthesis at character 12'],
  ])('refuses %j, which %s', (text, message) => {
    expect(faultOf(text)).toBe(message);
  });

  it.each([
    ['user.fly', 'user.fly', 1],
    ['user.get OR plane.get', 'plane.get', 13],
    ['plane.*', 'plane.*', 1],
    ['User.get', 'User.get', 1],
    ['user.GET', 'user.GET', 1],
    ['User.*', 'User.*', 1],
    ['ser.*', 'ser.*', 1],
    ['user.g*', 'user.g*', 1],
    ['*.get', '*.get', 1],
    ['*.*', '*.*', 1],
    ['.*', '.*', 1],
    ['.', '.', 1],
    ['user.', 'user.', 1],
    ['user.get.*', 'user.get.*', 1],
    ['user.*.*', 'user.*.*', 1],
    ['constructor.*', 'constructor.*', 1],
    ['user.getANDuser.list', 'user.getANDuser.list', 1],
    ['user.get\nOR\nuser.list', 'user.get?OR?user.list', 1],
    ['user.get\u00A0', 'user.get?', 1],
    ['user.\u202Eteg', 'user.?teg', 1],
    [`user.${'x'.repeat(500)}`, `user.${'x'.repeat(35)}`, 1],
    [`user.${'x'.repeat(34)}😀`, `user.${'x'.repeat(34)}?`, 1],
  ])('refuses %j, and names what there is none of', (text, echo, position) => {
    expect(faultOf(text)).toBe(`names the unknown permission ${echo} at character ${position}`);
  });

  it('repeats no API key that got into the wrong place', () => {
    const key = 'lk_3fGhQ2mVx8TzRb1YcWk5NdPs7LjAe0Uq1mpgrM';
    for (const text of [key, `user.get AND ${key}`, `user.get ${key}`, `(${key})`])
      expect(faultOf(text)).not.toContain('3fGh');
  });

  it.each([
    ['characters', 1024, (count: number) => 'user.get'.padEnd(count), 'must end by character 1024'],
    [
      'levels',
      20,
      (count: number) => `${'('.repeat(count)}user.get${')'.repeat(count)}`,
      'is nested deeper than 20 at character 21',
    ],
    [
      'permissions',
      64,
      (count: number) => Array.from({ length: count }, () => 'user.get').join(' OR '),
      'names more than 64 permissions at character 769',
    ],
    [
      'permissions in wildcards',
      64,
      (count: number) => Array.from({ length: count }, () => 'user.*').join(' OR '),
      'names more than 64 permissions at character 641',
    ],
  ])('allows so many %s: %i', (_what, most, textOf, message) => {
    expect(isMet(textOf(most), ...PERMISSIONS)).toBe(true);
    expect(faultOf(textOf(most + 1))).toBe(message);
  });

  it('counts levels, not parentheses', () => {
    expect(isMet(Array.from({ length: 30 }, () => '((user.get))').join('OR'), 'user.get')).toBe(true);
  });
});

describe('permissionExpression', () => {
  const pairs = PERMISSIONS.flatMap((one) => PERMISSIONS.map((other) => `${one} AND ${other}`));

  it('reads a text once', () => {
    const expression = permissionExpression('user.get OR role.get');
    expect(expression(new Set(['role.get']))).toBe(true);
    expect(permissionExpression('user.get OR role.get')).toBe(expression);
    expect(permissionExpression('user.get  OR role.get')).not.toBe(expression);
  });

  it('remembers the 256 newest, and no more', () => {
    const [first, second] = pairs.slice(0, 256).map(permissionExpression);
    expect(permissionExpression(pairs[0])).toBe(first);
    permissionExpression(pairs[256]);
    expect(permissionExpression(pairs[1])).toBe(second);
    expect(permissionExpression(pairs[0])).not.toBe(first);
  });

  it('throws for what cannot be read each time, and remembers nothing of it', () => {
    const expression = permissionExpression('session.*');
    for (let times = 0; times < 300; times++)
      expect(faultOf(`user.fly${times}`, permissionExpression)).toContain(`user.fly${times}`);
    expect(faultOf('user.fly0', permissionExpression)).toContain('user.fly0');
    expect(permissionExpression('session.*')).toBe(expression);
  });
});
