import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { until } from '../support/process.js';

const ATTEMPTS = 3;
/** Debian keeps servers where only the path of root leads to. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

export const EXAMPLES = join(__dirname, '../../examples');

/** Where the gateway, its application and Latchkey are, as `host:port`, and a directory for whatever it writes. */
export interface Places {
  port: number;
  latchkey: string;
  application: string;
  scratch: string;
}

export interface GatewayCommand {
  /** The name of the program, which is also that of its Debian package. */
  program: string;
  /** What to run so that it serves the files of `examples/`; it stays in the foreground. */
  command: (places: Places) => { args: string[]; env?: Record<string, string> };
}

/** @returns where the program is; undefined when it is not installed. */
export function programPath(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** A real gateway in a process of its own. */
export class GatewayProcess {
  private output = '';
  private hasEnded = false;

  private constructor(
    private readonly child: ChildProcessByStdio<null, Readable, Readable>,
    readonly places: Places,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.on('close', () => (this.hasEnded = true));
  }

  /** Starts it and waits until it listens. Its port was free a moment ago: when somebody else was faster, it is tried again. */
  static async start(
    gateway: GatewayCommand,
    latchkey: string,
    application: string,
  ): Promise<GatewayProcess> {
    for (let attempt = 1; ; attempt++) {
      const scratch = mkdtempSync(join(tmpdir(), `latchkey-${gateway.program}-`));
      const started = GatewayProcess.spawn(gateway, {
        port: await freePort(),
        latchkey,
        application,
        scratch,
      });
      await until(async () => started.hasEnded || (await listensAt(started.places.port)));
      if (!started.hasEnded) return started;
      rmSync(scratch, { recursive: true, force: true });
      if (attempt === ATTEMPTS) throw new Error(`${gateway.program} did not start: ${started.output}`);
    }
  }

  private static spawn({ program, command }: GatewayCommand, places: Places): GatewayProcess {
    const path = programPath(program);
    if (path === undefined) throw new Error(`${program} is not installed`);
    const { args, env = {} } = command(places);
    const child = spawn(path, args, {
      cwd: places.scratch,
      env: { PATH: process.env['PATH'], HOME: places.scratch, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new GatewayProcess(child, places);
  }

  /** Everything that it has written, to its output and into files. */
  get written(): string {
    const files = readdirSync(this.places.scratch, { recursive: true, encoding: 'utf8' })
      .map((name) => join(this.places.scratch, name))
      .filter((path) => statSync(path).isFile());
    return [this.output, ...files.map((path) => readFileSync(path, 'utf8'))].join('\n');
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await until(() => this.hasEnded);
    rmSync(this.places.scratch, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listensAt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
