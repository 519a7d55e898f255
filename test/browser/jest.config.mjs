import base from '../../jest.config.mjs';

/** The console in a real browser, against the built service. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/chromium.mjs',
  globalTeardown: undefined,
  maxWorkers: 1,
  testTimeout: 60_000,
};
