import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What the specs of the service, of the browser and of the mutation run have in common. */
export const base = {
  globals: true,
  setupFiles: [join(import.meta.dirname, 'test/support/each-file.ts')],
  pool: 'forks',
  // Loading the application takes longer than most files of specs do: a worker loads it once. So a spec gives back what it changed
  // of things that the next file sees too: the environment, the clock, prototypes.
  isolate: false,
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

/** Our rooms by their names, from the source: package.json's `imports` lead to what was built. */
export const resolve = {
  alias: [
    { find: '#http/email', replacement: join(import.meta.dirname, 'libs/http/email.ts') },
    {
      find: /^#(access|http|jobs|logging|persistence|secrets|time)$/,
      replacement: join(import.meta.dirname, 'libs/$1/index.ts'),
    },
  ],
};

export default defineConfig({
  resolve,
  test: {
    ...base,
    include: ['{src,libs,test}/**/*.{spec,e2e-spec}.ts'],
    exclude: ['test/browser/**'], // `npm run test:browser`
    globalSetup: ['test/support/templates.mjs'],
    maxWorkers: '100%',
  },
});
