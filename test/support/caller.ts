import type { IssuedKey, Person } from './given.js';
import type { TestApp } from './test-app.js';

/** @returns requests in the name of a person who has logged in, or with a key. */
export function as(app: TestApp, who: Person | IssuedKey) {
  const header = 'token' in who ? 'Authorization' : 'ApiKey';
  const credential = 'token' in who ? who.token : who.value;
  return {
    get: (path: string) => app.http.get(path).set(header, credential),
    post: (path: string) => app.http.post(path).set(header, credential),
    put: (path: string) => app.http.put(path).set(header, credential),
    patch: (path: string) => app.http.patch(path).set(header, credential),
    delete: (path: string) => app.http.delete(path).set(header, credential),
  };
}
