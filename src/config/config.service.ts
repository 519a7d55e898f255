import { isIPv4 } from 'node:net';
import { MasterKey } from '#secrets';
import { DataDirectory } from './data-directory.js';
import type { Mailbox } from './mail-setting-kinds.js';
import { isProduction } from './production.rules.js';
import { readSettings } from './settings.js';
import type { SettingValues } from './setting-values.js';
import { isLoopback } from './tls-setting-kinds.js';

/** To listen on these is to listen everywhere; nobody can open a link that names one. */
const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);
const MASTER_KEY_FILE = 'master.key';

/** What the environment says, parsed once at the door, in the words of the rooms. */
export class ConfigService {
  readonly dataDirectory: DataDirectory;
  readonly masterKey: MasterKey;
  readonly settings: SettingValues;
  private port: number | undefined;

  /** @throws SettingsError, DataDirectoryError */
  constructor(private readonly env: NodeJS.ProcessEnv) {
    this.settings = readSettings(env);
    this.dataDirectory = new DataDirectory(this.settings.LATCHKEY_DATA_DIR);
    this.masterKey = new MasterKey(
      Buffer.from(this.settings.LATCHKEY_MASTER_KEY ?? this.dataDirectory.keep(MASTER_KEY_FILE), 'base64'),
    );
  }

  /** The SQLite file, used when no server database is set. */
  get embeddedDatabaseFile(): string {
    return this.dataDirectory.file('latchkey.sqlite');
  }

  /** The server database, and whether it must show a certificate that can be verified: in production it must, unless it is on this machine. */
  get databaseServer(): { url: string; isTlsRequired: boolean } | null {
    const server = this.settings.DATABASE_URL;
    if (!server) return null;
    const isExpected = isProduction(this.env) && !isLoopback(server.host);
    return { url: server.url, isTlsRequired: server.isTlsRequired ?? isExpected };
  }

  /** Tells where the service really listens, when the system chose the port. */
  listensOn(port: number): void {
    this.port = port;
  }

  /** The address that links carry, without a slash at the end. */
  get publicUrl(): string {
    return this.settings.LATCHKEY_PUBLIC_URL ?? this.addressAt(this.port ?? this.settings.PORT);
  }

  /** Who signs tokens (`iss`): the same after every restart, also when the system chooses the port. */
  get issuer(): string {
    return this.settings.LATCHKEY_PUBLIC_URL ?? this.addressAt(this.settings.PORT);
  }

  /** Who letters are from. */
  get mailFrom(): Mailbox {
    const { hostname } = new URL(this.publicUrl);
    const domain = hostname.startsWith('[')
      ? `[IPv6:${hostname.slice(1)}`
      : isIPv4(hostname)
        ? `[${hostname}]`
        : hostname;
    return this.settings.LATCHKEY_MAIL_FROM ?? { name: 'Latchkey', address: `no-reply@${domain}` };
  }

  /** Whether /docs and /openapi.json are served. */
  get servesDocs(): boolean {
    return this.settings.LATCHKEY_DOCS ?? !isProduction(this.env);
  }

  /** The first administrator, when the environment names one. */
  get bootstrap(): { orgName: string; emailId: string; password: string } | null {
    const {
      LATCHKEY_BOOTSTRAP_ORG: orgName,
      LATCHKEY_BOOTSTRAP_EMAIL: emailId,
      LATCHKEY_BOOTSTRAP_PASSWORD: password,
    } = this.settings;
    return orgName && emailId && password ? { orgName, emailId, password } : null;
  }

  private addressAt(port: number): string {
    const { HOST } = this.settings;
    const host = EVERY_ADDRESS.has(HOST) ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
    return `http://${host}:${port}`;
  }
}
