import { existsSync } from 'node:fs';
import { printedConfig } from './config/command-line.js';
import { ConfigService } from './config/config.service.js';
import { explainStartFault } from './config/start-faults.js';
import { VERSION } from './config/version.js';

/** Lines for whoever watches the start. The log on standard output is JSON and holds no setup token; these go to standard error. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Starts the service and returns when it listens, or prints its settings when that is asked for. When it cannot, it says why in one line and the process ends with 1. */
export async function start(): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile();
    const printed = printedConfig(process.argv.slice(2), process.env);
    if (printed === null) await startService();
    else process.stdout.write(printed, () => process.exit(0));
  } catch (error) {
    say(explainStartFault(error));
    // whatever is still open (a database, a timer) must not keep a process alive that will never serve
    process.exit(1);
  }
}

async function startService(): Promise<void> {
  process.umask(0o077); // the database is as secret as the files beside it, whatever the directory is open to
  process.stderr.on('error', () => undefined); // a terminal that was closed must not end the service
  say(`Latchkey ${VERSION} is starting ...`);
  const config = new ConfigService(process.env);
  say(
    config.settings.DATABASE_URL
      ? '  database: the server that DATABASE_URL names'
      : `  database: ${config.embeddedDatabaseFile}`,
  );
  // only now, because loading all of it takes a second: who mistyped a setting is told at once
  const { listen } = await import('./listen.js');
  await listen(config, say);
}
