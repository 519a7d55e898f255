import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, NestLogger } from '#logging';
import { httpAdapter } from './app.adapter.js';
import { hasConsole } from './app.console.js';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import { printedConfig } from './config/command-line.js';
import { ConfigService } from './config/config.service.js';
import { explainStartFault } from './config/start-faults.js';
import { VERSION } from './config/version.js';
import { SetupService } from './setup/setup.service.js';
import { stopOnFaults, stopOnSignals } from './shutdown.js';

/** Lines for whoever watches the start. The log on standard output is JSON and holds no setup token; these go to standard error. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Starts the service and returns when it listens, or prints its settings when that is asked for. When it cannot, it says why in one line and the process ends with 1. */
export async function start(): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile();
    const printed = printedConfig(process.argv.slice(2), process.env);
    if (printed === null) await listen();
    else process.stdout.write(printed, () => process.exit(0));
  } catch (error) {
    say(explainStartFault(error));
    // whatever is still open (a database, a timer) must not keep a process alive that will never serve
    process.exit(1);
  }
}

async function listen(): Promise<void> {
  process.umask(0o077); // the database is as secret as the files beside it, whatever the directory is open to
  process.stderr.on('error', () => undefined); // a terminal that was closed must not end the service
  say(`Latchkey ${VERSION} is starting ...`);
  const config = new ConfigService(process.env);
  const logger = createLogger(config.settings.LATCHKEY_LOG_LEVEL);
  stopOnFaults(logger);
  say(
    config.settings.DATABASE_URL
      ? '  database: the server that DATABASE_URL names'
      : `  database: ${config.embeddedDatabaseFile}`,
  );
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config),
    httpAdapter(config, logger),
    {
      bodyParser: false,
      abortOnError: false,
      logger: new NestLogger(logger),
    },
  );
  setUpApp(app);
  stopOnSignals(app, config, say);
  await app.listen(config.settings.PORT, config.settings.HOST);
  config.listensOn(Number(new URL(await app.getUrl()).port));
  say(welcome(await app.getUrl(), config, await app.get(SetupService).openToken()));
}

function welcome(
  address: string,
  config: ConfigService,
  setup: { token: string; file: string } | null,
): string {
  const inBrowser = hasConsole() ? [`             or open ${address}/setup#token=${setup?.token}`] : [];
  const wayIn = setup
    ? [
        'To get in:   make the first administrator with this one-time setup token:',
        `             ${setup.token}`,
        `             (also in ${setup.file})`,
        `             curl ${address}/v1/setup -H 'Content-Type: application/json' -d \\`,
        `               '{"token":"${setup.token}","orgName":"acme","emailId":"you@example.com","password":"..."}'`,
        '             with a password of your own, of at least 15 characters',
        ...inBrowser,
      ]
    : [`To get in:   log in with POST ${address}/v1/auth/authenticate`];
  const lines = [
    'Latchkey is ready.',
    '',
    `Address:     ${address}`,
    ...(hasConsole() ? [`Console:     ${address}/`] : []),
    ...(config.servesDocs ? [`API docs:    ${address}/docs`] : []),
    ...wayIn,
  ];
  const bar = '-'.repeat(72);
  return ['', bar, ...lines, bar, ''].join('\n');
}
