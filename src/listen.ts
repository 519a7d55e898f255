import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, NestLogger } from '#logging';
import { httpAdapter } from './app.adapter.js';
import { hasConsole } from './app.console.js';
import { AppModule } from './app.module.js';
import { setUpApp } from './app.setup.js';
import type { ConfigService } from './config/config.service.js';
import { SetupService } from './setup/setup.service.js';
import { stopOnFaults, stopOnSignals } from './shutdown.js';

/** Serves until it is told to stop, and says where and how to get in. @param say writes a line for whoever watches the start. */
export async function listen(config: ConfigService, say: (text: string) => void): Promise<void> {
  const logger = createLogger(config.settings.LATCHKEY_LOG_LEVEL);
  stopOnFaults(logger);
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
