import { defineConfig } from 'vitest/config';
import { base, resolve } from '../../vitest.config.mjs';

/** The console in a real browser, against the built service. */
export default defineConfig({
  resolve,
  test: {
    ...base,
    include: ['test/browser/**/*.e2e-spec.ts'],
    globalSetup: ['test/browser/support/chromium.mjs'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
