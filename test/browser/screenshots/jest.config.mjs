import base from '../jest.config.mjs';

process.env.CI_BROWSER = '1'; // without a browser there are no pictures, and that is a failure

/** No specs: takes the pictures of the documents (`npm run screenshots`). */
export default {
  ...base,
  rootDir: '../../..',
  testMatch: ['**/screenshots/take.ts'],
  testTimeout: 240_000,
};
