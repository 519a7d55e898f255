import { join } from 'node:path';
import { createTestDatabase } from './test-database.js';
import type { TestDatabase } from './test-database.js';
import { ServiceProcess } from './process.js';

/** Installations that nobody has started yet: no data directory, no master key, nobody in them. */
export class NewInstallations {
  private readonly databases: TestDatabase[] = [];

  async make(): Promise<{ env: Record<string, string>; data: string }> {
    const database = await createTestDatabase();
    this.databases.push(database);
    const { DATABASE_URL } = database.env;
    const data = join(database.directory, 'data');
    return { data, env: { LATCHKEY_DATA_DIR: data, ...(DATABASE_URL !== undefined && { DATABASE_URL }) } };
  }

  /** Ends every process and removes every installation; for afterAll. */
  async removeAll(): Promise<void> {
    try {
      await ServiceProcess.killAll();
    } finally {
      await Promise.all(this.databases.map((database) => database.drop()));
    }
  }
}

/** Somebody to set an installation up with. */
export const ADMINISTRATOR = {
  orgName: 'acme',
  emailId: 'ada@acme.example',
  password: 'nine blue kettles on a shelf',
};

/** Sends a login. */
export const logIn = (service: ServiceProcess, password: string, emailId = ADMINISTRATOR.emailId) =>
  service.http.post('/v1/auth/authenticate').send({ emailId, password });

/** Stops it in good order. */
export async function stopped(service: ServiceProcess): Promise<void> {
  service.signal('SIGTERM');
  expect(await service.ending).toMatchObject({ code: 0 });
}
