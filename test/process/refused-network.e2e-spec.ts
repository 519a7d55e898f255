import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from '../support/process.js';
import { refusedStart } from '../support/refused-start.js';

describe('a start without the network it needs', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  let env: Record<string, string>;

  beforeAll(() => {
    env = { LATCHKEY_DATA_DIR: mkdtempSync(join(tmpdir(), 'latchkey-test-')) };
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    rmSync(env['LATCHKEY_DATA_DIR'] ?? '', { recursive: true, force: true });
  });

  /** @returns the port of a server that greets every client with these words, or with nothing. */
  async function serverPort(greeting = ''): Promise<number> {
    const made = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      socket.write(greeting);
    });
    servers.push(made);
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    return (made.address() as AddressInfo).port;
  }
  const urlOf = (port: number) => `mysql://latchkey:hunter2@127.0.0.1:${port}/latchkey`;
  const unreachable = (code: string) =>
    `The database server cannot be reached (${code}); look at DATABASE_URL and whether the server runs.`;

  describe('its own address', () => {
    it('has a port that is in use: names the port and the setting', async () => {
      const port = await serverPort();
      const { lines } = await refusedStart({ env: { ...env, PORT: String(port) } });
      expect(lines).toEqual([
        `Port ${port} on 127.0.0.1 is in use; stop what uses it or choose another with PORT.`,
      ]);
    });

    it("is not the machine's: names it and the setting", async () => {
      const { lines } = await refusedStart({ env: { ...env, HOST: '192.0.2.1' } });
      expect(lines).toEqual([
        "The address 192.0.2.1 is not one of this machine's; choose another with HOST.",
      ]);
    });

    it('is a name that nobody knows: names it and the setting, not the database', async () => {
      const { lines } = await refusedStart({ env: { ...env, HOST: 'no-such-host.invalid' } });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        /^The address no-such-host\.invalid is not known \((ENOTFOUND|EAI_AGAIN)\); choose another with HOST\.$/,
      );
    });
  });

  describe('the database server (DB-01)', () => {
    it('does not run: says what to look at', async () => {
      const port = await serverPort();
      await new Promise((resolve) => servers.pop()?.close(resolve));
      const { lines, output } = await refusedStart({ env: { ...env, DATABASE_URL: urlOf(port) } });
      expect(lines).toEqual([unreachable('ECONNREFUSED')]);
      expect(output).not.toContain('hunter2');
    });

    it('takes the connection and never answers: gives up', async () => {
      const { lines } = await refusedStart(
        { env: { ...env, DATABASE_URL: urlOf(await serverPort()) } },
        10_000,
      );
      expect(lines).toEqual([unreachable('ETIMEDOUT')]);
    });

    it('has a name that nobody knows: names the setting', async () => {
      const DATABASE_URL = 'mysql://latchkey:hunter2@no-such-host.invalid/latchkey';
      const { lines, output } = await refusedStart({ env: { ...env, DATABASE_URL } });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^The host in DATABASE_URL is not known \((ENOTFOUND|EAI_AGAIN)\)\.$/);
      expect(output).not.toContain('hunter2');
    });
  });
});
