import { Injectable } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { ConfigService } from '../config/config.service.js';
import type { SmtpServer } from '../config/mail-setting-kinds.js';
import type { Letter } from './mail-composers.service.js';

/** Longest wait for a name, a connection, a greeting, and any one answer. */
const PATIENCE_MS = 10_000;
/** Longest time for one letter, however busily its server dawdles; much less than the lease of a letter. */
const LONGEST_SEND_MS = 30_000;

/** Hands letters to the mail server. */
@Injectable()
export class MailSender {
  private transport: Promise<Transporter> | undefined;
  private readonly ending = new AbortController();

  constructor(private readonly config: ConfigService) {}

  /** Whether there is a mail server at all. */
  get isOn(): boolean {
    return this.config.settings.SMTP_URL !== undefined;
  }

  /**
   * @param uid the same at each attempt: a server that took the letter although its answer got lost can tell that it has it.
   * @throws the SMTP client's error, whose text may quote the letter.
   */
  async send({ uid, recipient }: { uid: string; recipient: string }, letter: Letter): Promise<void> {
    const transport = await (this.transport ??= this.open());
    const { name, address } = this.config.mailFrom;
    await transport.sendMail({
      ...letter,
      from: { name, address },
      to: { name: '', address: recipient },
      messageId: `<${uid}@${address.slice(address.lastIndexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: AbortSignal.any([this.ending.signal, AbortSignal.timeout(LONGEST_SEND_MS)]),
    });
  }

  /** Ends whatever is being sent, at once. */
  abort(): void {
    this.ending.abort();
  }

  private async open(): Promise<Transporter> {
    const server = this.config.settings.SMTP_URL;
    if (!server) throw new Error('there is no mail server');
    const { createTransport } = await import('nodemailer'); // only whoever mails has to carry it
    return createTransport(optionsFor(server));
  }
}

function optionsFor({ host, port, tls, login }: SmtpServer) {
  return {
    host,
    port,
    secure: tls === 'always',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'none',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    dnsTimeout: PATIENCE_MS,
  };
}
