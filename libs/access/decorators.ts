import { isIP } from 'node:net';
import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Permission } from './permissions.js';
import type { Origin, Principal } from './principal.js';

/** Metadata: the permission a route asks for, or `public`. A route that has neither lets nobody in. */
export const ROUTE_ACCESS = 'latchkey:access';

/** What a route says about who may call it. */
export type RouteAccess =
  | 'public'
  | {
      permission: Permission | null;
      tokenOnly: boolean;
      /** The caller is judged like those whom they ask about: by what is known of them, of which every change is heard within a second. */
      fromCopies: boolean;
    };

/** The names of the two security schemes in the OpenAPI document, as the wire contract has them. */
export const API_KEY_SCHEME = 'ApiKey';
export const TOKEN_SCHEME = 'Authorization';
/**
 * Marks what is guarded for whoever builds the document, and is not in the document: a public route may have a security
 * scheme too, for the sake of its users.
 */
export const GUARDED = 'x-latchkey-guarded';

/**
 * The route needs this permission; how far it reaches is the service's to narrow.
 * @param options `tokenOnly`: an API key does not do, since the route changes how its owner logs in. `fromCopies`: the route is
 * asked about each request to something else, and spares the database.
 */
export const Requires = (permission: Permission, { tokenOnly = false, fromCopies = false } = {}) =>
  guarded({ permission, tokenOnly, fromCopies });

/** The route needs a credential that counts, and no permission. */
export const SignedIn = ({ tokenOnly = false } = {}) =>
  guarded({ permission: null, tokenOnly, fromCopies: false });

/** The route needs no credential and ignores one. */
export const Public = () => SetMetadata<string, RouteAccess>(ROUTE_ACCESS, 'public');

/** The principal that the authentication guard found. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<{ user: Principal }>().user,
);

/** Where the request comes from; for public routes, which have no principal. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext) =>
  originOf(context.switchToHttp().getRequest()),
);

/** Reads the origin off a request. */
export function originOf(request: { ip: string; id: string; headers: Record<string, unknown> }): Origin {
  const userAgent = request.headers['user-agent'];
  return {
    ip: isIP(request.ip) ? request.ip : '', // a trusted proxy may pass on whatever a client wrote
    requestId: request.id,
    userAgent: typeof userAgent === 'string' ? userAgent.slice(0, 200) : '',
  };
}

function guarded(access: Exclude<RouteAccess, 'public'>) {
  return applyDecorators(
    SetMetadata<string, RouteAccess>(ROUTE_ACCESS, access),
    ...(access.tokenOnly ? [] : [ApiSecurity(API_KEY_SCHEME)]),
    ApiSecurity(TOKEN_SCHEME),
    ApiExtension(GUARDED, true),
  );
}
