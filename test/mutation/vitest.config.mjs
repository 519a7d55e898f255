import { defineConfig } from 'vitest/config';
import { base, resolve } from '../../vitest.config.mjs';
import { GROUPS } from './settings.mjs';

export default defineConfig({ resolve, test: { ...base, include: GROUPS[process.env.MUTATED_GROUP].specs } });
