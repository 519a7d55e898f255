import { defineConfig } from 'vitest/config';
import browser from '../vitest.config.mjs';

process.env.CI_BROWSER = '1'; // without a browser there are no pictures, and that is a failure

/** No specs: takes the pictures of the documents (`npm run screenshots`). */
const pictures = {
  include: ['test/browser/screenshots/take.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
};
export default defineConfig({ ...browser, test: { ...browser.test, ...pictures } });
