export { createLogger } from './create-logger.js';
export type { LogLevel } from './create-logger.js';
export { NestLogger } from './nest-logger.js';
