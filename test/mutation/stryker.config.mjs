import { join } from 'node:path';
import { GROUPS } from './settings.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  plugins: [join(process.env.STRYKER_HOME, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
  mutate: GROUPS[process.env.MUTATED_GROUP].mutate,
  tsconfigFile: 'none', // specs are not type-checked, so there is nothing in it to rewrite
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // what is made once when a file is loaded, such as lists of permissions: every spec would be loaded anew
  mutator: { excludedMutations: ['StringLiteral'] }, // mostly words for people; codes and names are held by the contract's specs
  ignorePatterns: ['/data', '/dist', '/docs', '/reports', '/examples'],
  timeoutMS: 10_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 10,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, allowColor: false, reportTests: false, reportMutants: true },
  jsonReporter: { fileName: `reports/mutation/${process.env.MUTATED_GROUP}.json` },
  thresholds: { high: 95, low: 85, break: null },
};
