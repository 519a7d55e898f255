/** What an address that begins so is about; the first that fits. */
const THINGS: [start: string, value: string][] = [
  ['/v1/users/', '{{spare.uid}}'],
  ['/v1/workspaces/users/', '{{user.uid}}'],
  ['/v1/apiKeys/', '{{key.uid}}'],
  ['/v1/roles/', '{{role.uid}}'],
  ['/v1/tenants/{tenantUid}/state', '{{spareTenant.uid}}'],
  ['/v1/tenants/{tenantUid}/', '{{tenant.uid}}'],
  ['/v1/tenants/', '{{spareTenant.uid}}'],
  ['/v1/auth/sessions/', '{{session.uid}}'],
  ['/v1/audits/', '{{audit.uid}}'],
  ['/v1/auth/refresh/', '{{user.token}}'],
  ['/v1/auth/password/{passwordToken}/activate', '{{activation.token}}'],
  ['/v1/auth/password/{passwordToken}/reset', '{{reset.token}}'],
];

/** @returns what belongs into the path of an operation. @throws when a path was added that this file does not know a thing for. */
export function thingFor(path: string): string {
  const value = THINGS.find(([start]) => path.startsWith(start))?.[1];
  if (value === undefined) throw new Error(`say in this file what ${path} is about`);
  return value;
}

/** @returns the path with its parameters, of which no operation has two, replaced. */
export const withThing = (path: string, thing: string): string => path.replace(/\{\w+\}/, () => thing);
