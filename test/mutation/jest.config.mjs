import base from '../../jest.config.mjs';
import { GROUPS } from './settings.mjs';

export default {
  ...base,
  rootDir: process.cwd(),
  testMatch: GROUPS[process.env.MUTATED_GROUP].specs.map((glob) => `<rootDir>/${glob}`),
};
