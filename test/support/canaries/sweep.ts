import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { ConfigService } from '../../../src/config/config.service.js';
import { Metrics } from '../../../src/metrics/metrics.service.js';
import { SetupService } from '../../../src/setup/setup.service.js';
import { canaries } from './canaries.js';
import { noteSettings, noteSigningKeys } from './installation.js';
import { leaksInDatabase, leaksInFiles, leaksInLines, leaksInMetrics, told } from './places.js';
import { tap } from './tap.js';
import type { AnswerLeak } from './tap.js';

/** A service that is to be searched. */
interface Swept {
  app: NestFastifyApplication;
  directory: string;
  logs: readonly string[];
  answerLeaks: readonly AnswerLeak[];
}

/** Notes, from now on, what is secret of a service. @param showsSecrets as {@link tap} has it. @returns secrets in its answers, filled as it answers. */
export function watch(
  app: NestFastifyApplication,
  env: Record<string, string>,
  showsSecrets: boolean,
): AnswerLeak[] {
  noteSettings(canaries, env);
  return tap(app.getHttpServer(), canaries, showsSecrets);
}

/** Closes the service and searches all that it wrote. @throws when a secret of any service of this file is in there. */
export async function closeAndSweep({ app, directory, logs, answerLeaks }: Swept): Promise<void> {
  const leaks: string[] = [];
  const source = app.get(DataSource);
  try {
    if (source.isInitialized) {
      // otherwise a test took the database away, and there is nothing that could be asked
      await noteSigningKeys(canaries, source, app.get(ConfigService));
      canaries.note('setup token', (await app.get(SetupService).openToken())?.token ?? '');
      leaks.push(...(await leaksInDatabase(canaries, source)));
    }
    leaks.push(
      ...leaksInMetrics(canaries, await app.get(Metrics).read()),
      ...leaksInFiles(canaries, directory), // before the end, which empties the log of the embedded database
    );
  } finally {
    await app.close();
  }
  leaks.push(
    ...leaksInLines(canaries, logs),
    ...answerLeaks.map((leak) => told(leak, `the answer to ${leak.request}`)),
  );
  refuseLeaks(leaks);
}

/** @throws when there are any. */
export function refuseLeaks(leaks: readonly string[]): void {
  if (leaks.length > 0) throw new Error(`secrets lie where they must not:\n${leaks.join('\n')}`);
}

/** A process that has ended. */
interface SweptProcess {
  stdout: string;
  stderr: string;
  env: Record<string, string>;
  /** The directory in which it was started. */
  cwd: string;
}

/** @returns where secrets lie in what a process wrote. */
export function leaksOfProcess({ stdout, stderr, env, cwd }: SweptProcess): string[] {
  const directory = resolve(cwd, env['LATCHKEY_DATA_DIR'] ?? 'data');
  // whoever starts it for the first time finds the setup token there
  const said = canaries.leakIn(stderr, ['setup token']);
  return [
    ...leaksInFiles(canaries, directory),
    ...leaksInLines(canaries, stdout.split('\n')),
    ...(said ? [told(said, 'standard error')] : []),
  ];
}
