import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

/** What `npm start` tells Node.js: every server that is measured is told the same. */
export const START_FLAGS = scripts.start.split(' ').filter((word) => word.startsWith('--'));
