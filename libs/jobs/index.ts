export { PeriodicJobs } from './periodic-jobs.js';
export type { JobRun } from './periodic-jobs.js';
