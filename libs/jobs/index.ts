export { PeriodicJobs } from './periodic-jobs.js';
