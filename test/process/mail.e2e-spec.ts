import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from '../support/certificates.js';
import type { Certificate } from '../support/certificates.js';
import { tokenOf } from '../support/given.js';
import { linksIn } from '../support/letter.js';
import { mailing, MailServer } from '../support/mail-server.js';
import { BOOTSTRAP_ENV, ServiceProcess, until } from '../support/process.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const EMAIL = 'grace@acme.example';
const LOGIN = { user: 'latchkey@acme.example', password: 'p%/w: canary' };

describe('mail from the built service', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'latchkey-mail-'));
  const authorityFile = join(scratch, 'authority.pem');
  const servers: MailServer[] = [];
  const databases: TestDatabase[] = [];
  let certificate: Certificate;

  beforeAll(async () => {
    const made = await certificateFor('127.0.0.1');
    certificate = made.server;
    writeFileSync(authorityFile, made.authority.cert);
  });
  afterAll(async () => {
    await ServiceProcess.killAll();
    await Promise.all(servers.map((server) => server.close()));
    await Promise.all(databases.map((each) => each.drop()));
    rmSync(scratch, { recursive: true, force: true });
  });

  async function mailServer(options: Parameters<typeof MailServer.start>[0]): Promise<MailServer> {
    const server = await MailServer.start({ tls: certificate, ...options });
    servers.push(server);
    return server;
  }

  async function database(): Promise<TestDatabase> {
    const made = await createTestDatabase();
    databases.push(made);
    return made;
  }

  /** Starts the service and makes a user whose activation is to be mailed. */
  async function startAndInvite(env: Record<string, string>): Promise<ServiceProcess> {
    const service = await ServiceProcess.start({ env: { ...BOOTSTRAP_ENV, ...env } });
    await service.http
      .post('/v1/users')
      .set('Authorization', await service.logIn())
      .send({ spec: { emailId: EMAIL } })
      .expect(201);
    return service;
  }

  it('by STARTTLS reaches a server whose authority NODE_EXTRA_CA_CERTS names, after logging in over TLS; its link works', async () => {
    const server = await mailServer({ login: LOGIN });
    const { env } = await database();
    const service = await startAndInvite({
      ...env,
      ...mailing(`${server.url}?requireTLS=true`),
      NODE_EXTRA_CA_CERTS: authorityFile,
    });
    const letter = await server.letterTo(EMAIL);
    expect(letter).toMatchObject({ isEncrypted: true, user: LOGIN.user });
    const [link = 'none'] = linksIn(letter.text);
    expect(link).toMatch(/^https:\/\/keys\.example\/activate#token=/);
    await service.http
      .patch(`/v1/auth/password/${tokenOf(link)}/activate`)
      .send({ password: 'a compiler is a good friend' })
      .expect(204);
    expect(service.stdout + service.stderr).not.toContain('canary');
    await service.kill();
  });

  it('by TLS from the first byte reaches it as well, with the settings from files', async () => {
    const server = await mailServer({ secure: true, login: LOGIN });
    const urlFile = join(scratch, 'smtp-url');
    writeFileSync(urlFile, `${server.url}\n`);
    const { SMTP_URL: _, ...rest } = mailing(server.url);
    const { env } = await database();
    const service = await startAndInvite({
      ...env,
      ...rest,
      SMTP_URL_FILE: urlFile,
      LATCHKEY_MAIL_FROM: 'Acme Keys <keys@acme.example>',
      NODE_EXTRA_CA_CERTS: authorityFile,
    });
    expect(await server.letterTo(EMAIL)).toMatchObject({
      isEncrypted: true,
      user: LOGIN.user,
      from: 'keys@acme.example',
      headers: { from: 'Acme Keys <keys@acme.example>' },
    });
    await service.kill();
  });

  it('does not reach it without that authority, nor with a wrong password: it is kept, and nothing secret is said', async () => {
    const server = await mailServer({ login: LOGIN });
    const { env } = await database();
    const settings = { ...env, ...mailing(`${server.url}?requireTLS=true`) };
    const notSent = (service: ServiceProcess) =>
      service.log.find(({ msg }) => msg === 'letter not sent; it is tried again');

    const stranger = await startAndInvite(settings);
    await until(() => notSent(stranger) !== undefined);
    expect(notSent(stranger)).toMatchObject({ level: 'warn', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(stranger.stdout).not.toContain('canary');
    await stranger.kill();

    const { env: other } = await database();
    const liar = await startAndInvite({
      ...settings,
      ...other,
      SMTP_URL: settings.SMTP_URL?.replace('canary', 'another-canary') ?? '',
      NODE_EXTRA_CA_CERTS: authorityFile,
    });
    await until(() => notSent(liar) !== undefined);
    expect(notSent(liar)).toMatchObject({ reason: expect.stringMatching(/^AUTH PLAIN 535/) as string });
    expect(liar.stdout + liar.stderr).not.toContain('canary');
    expect(server.senders).toEqual([]);
    await liar.kill();
  }, 60_000);
});
