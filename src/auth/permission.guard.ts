import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { reachOf, ROUTE_ACCESS } from '#access';
import type { Principal, RouteAccess } from '#access';
import { ApiError } from '#http';

/** Compares the caller with what the route asks for. How far a permission reaches is for the service to narrow. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<RouteAccess>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const caller = context.switchToHttp().getRequest<{ user: Principal }>().user;
    if (access.permission !== null && reachOf(caller, access.permission) === null)
      throw new ApiError('Forbidden');
    if (access.tokenOnly && caller.credential.kind !== 'token') throw new ApiError('TokenRequired');
    return true;
  }
}
