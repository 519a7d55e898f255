import type { TestApp } from './test-app.js';

/** A route that the server would run. */
export interface Route {
  method: string;
  /** As the router has it: `/v1/users/:uid`. */
  path: string;
}

/** @returns every route of the router itself, whoever registered it: nothing that answers can be missing here. */
export function routeTable(app: TestApp): Route[] {
  const tree = app.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const prefixes: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] =
      /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === '') return [];
    const depth = indent.length / 4;
    prefixes.length = depth;
    prefixes.push(part);
    const path = prefixes.join('');
    return methods
      .split(', ')
      .filter(Boolean)
      .map((method) => ({ method, path }));
  });
}
