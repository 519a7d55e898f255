import { MasterKey } from '#secrets';
import { DataDirectory } from './data-directory.js';
import { readSettings } from './settings.js';
import type { SettingValues } from './settings.js';

const MASTER_KEY_FILE = 'master.key';

/** What the environment says, parsed once at the door, in the words of the rooms. */
export class ConfigService {
  readonly dataDirectory: DataDirectory;
  readonly masterKey: MasterKey;
  readonly settings: SettingValues;

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

  /** The address that links and tokens carry, without a slash at the end. */
  get publicUrl(): string {
    const { LATCHKEY_PUBLIC_URL, HOST, PORT } = this.settings;
    return LATCHKEY_PUBLIC_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
  }

  /** Whether /docs and /openapi.json are served. */
  get servesDocs(): boolean {
    return this.settings.LATCHKEY_DOCS ?? this.env['NODE_ENV'] !== 'production';
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
}
