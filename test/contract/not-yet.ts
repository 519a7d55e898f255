/** What the contract has and the service has not so far. Whatever stands here and is there fails the suite. */
export const NOT_YET: Record<'operations' | 'queries', string[]> = {
  /** Operations by name. */
  operations: [
    'v1UsersMetadata',
    'v1UsersSummaryGet',
    'v1UsersUidPatch',
    'v1UsersUidRoles',
    'v1UsersUidRolesUpdate',
  ],
  /** Parameters of lists, as `operation parameter`. */
  queries: ['v1RolesList', 'v1TenantsList', 'v1UsersList'].flatMap((operationId) =>
    ['fields', 'filters', 'orderBy'].map((name) => `${operationId} ${name}`),
  ),
};

/** @returns whether an operation is served. */
export const isThere = (operationId: string): boolean => !NOT_YET.operations.includes(operationId);

/** Describes what needs these operations as soon as they are there; until then the report names it. */
export function describeWith(needs: string[], name: string, tests: () => void): void {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) describe(name, tests);
  else it.todo(`${name}, which waits for ${missing.join(', ')}`);
}
