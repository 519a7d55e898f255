export { actorOf, SYSTEM, visitor } from './actor.js';
export type { Actor } from './actor.js';
export {
  API_KEY_SCHEME,
  Caller,
  From,
  GUARDED,
  originOf,
  Public,
  Requires,
  ROUTE_ACCESS,
  SignedIn,
  TOKEN_SCHEME,
} from './decorators.js';
export type { RouteAccess } from './decorators.js';
export {
  parsePermissionExpression,
  permissionExpression,
  PermissionExpressionError,
} from './permission-expression.js';
export type { PermissionExpression } from './permission-expression.js';
export { coversGrantsOf, isPermission, PERMISSIONS, reachOf, TENANT_PERMISSIONS } from './permissions.js';
export type { Grants, Permission, Reach } from './permissions.js';
export type { Credential, Origin, Principal } from './principal.js';
