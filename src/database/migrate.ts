import { existsSync } from 'node:fs';
import { ConfigService } from '../config/config.service.js';
import { explainStartFault } from '../config/start-faults.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { migrate } from './schema.js';

/** `npm run migrate`: brings the schema of the configured database up to date and says what it did. */
async function main(): Promise<void> {
  process.umask(0o077);
  if (existsSync('.env')) process.loadEnvFile();
  const dataSource = await openDataSource(dataSourceOptions(new ConfigService(process.env)));
  try {
    const names = await migrate(dataSource);
    process.stdout.write(
      names.length === 0
        ? 'The schema is up to date.\n'
        : `Done:\n${names.map((name) => `  ${name}\n`).join('')}`,
    );
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${explainStartFault(error)}\n`);
  process.exitCode = 1;
});
