import 'reflect-metadata';
import { canaries } from './canaries/canaries.js';

// Files of specs that run in one worker share what they import: each begins with no secrets known, and gives back what it replaced.
canaries.forgetAll();
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
