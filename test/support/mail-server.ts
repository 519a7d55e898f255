import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { readLetter } from './letter.js';
import type { Letter } from './letter.js';

/** A letter that the server took, and how it came. */
export interface ReceivedLetter extends Letter {
  from: string;
  to: string;
  isEncrypted: boolean;
  /** Who had logged in, if anybody. */
  user: string | undefined;
}

interface Options {
  /** Offers STARTTLS with this certificate; without one nothing is encrypted. */
  tls?: { key: string; cert: string };
  /** TLS from the first byte. */
  secure?: boolean;
  /** Takes letters only of whoever logs in so. */
  login?: { user: string; password: string };
}

/** Where a test may get in the way. */
type Step = 'greeting' | 'sender' | 'recipient' | 'letter';

/** What a letter's server says when it does not want it. */
export class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** A real mail server on a port that the system chose. */
export class MailServer {
  /** Everything that it took, oldest first. */
  readonly letters: ReceivedLetter[] = [];
  /** Every sender that somebody came with, whatever became of it. */
  readonly senders: string[] = [];
  private readonly unread: ReceivedLetter[] = [];
  private readonly waiting: { address: string; got: (letter: ReceivedLetter) => void }[] = [];
  private readonly obstacles: Partial<Record<Step, (what: string) => Promise<void> | void>> = {};
  private readonly server: SMTPServer;

  private constructor(private readonly options: Options) {
    const { tls, secure = false, login } = options;
    this.server = new SMTPServer({
      ...tls,
      secure,
      disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
      authOptional: !login,
      disableReverseLookup: true,
      closeTimeout: 1,
      onAuth: ({ username, password }, _session, done) =>
        username === login?.user && password === login?.password
          ? done(null, { user: username })
          : done(new Error('wrong')),
      onConnect: (_session, done) => settle(this.meet('greeting', ''), done),
      onMailFrom: ({ address }, _session, done) => {
        this.senders.push(address);
        settle(this.meet('sender', address), done);
      },
      onRcptTo: ({ address }, _session, done) => settle(this.meet('recipient', address), done),
      onData: (stream, { envelope, secure: isEncrypted, user }, done) =>
        settle(
          (async () => {
            const chunks: Buffer[] = [];
            for await (const chunk of stream) chunks.push(chunk as Buffer);
            const raw = Buffer.concat(chunks).toString();
            await this.meet('letter', raw);
            this.take({
              ...readLetter(raw),
              from: envelope.mailFrom ? envelope.mailFrom.address : '',
              to: envelope.rcptTo.map(({ address }) => address).join(),
              isEncrypted,
              user: user as string | undefined,
            });
          })(),
          done,
        ),
    });
    this.server.on('error', () => undefined); // a client that goes away in the middle is what tests are about
  }

  static async start(options: Options = {}): Promise<MailServer> {
    const made = new MailServer(options);
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  /** The setting that leads here. */
  get url(): string {
    const { login, secure } = this.options;
    const who = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : '';
    const { port } = this.server.server.address() as AddressInfo;
    return `${secure ? 'smtps' : 'smtp'}://${who}127.0.0.1:${port}`;
  }

  /** @returns the oldest letter to this address that nobody read yet, as soon as it is there. */
  letterTo(address: string): Promise<ReceivedLetter> {
    const at = this.unread.findIndex(({ to }) => to === address);
    const [letter] = at < 0 ? [] : this.unread.splice(at, 1);
    if (letter) return Promise.resolve(letter);
    return new Promise((got) => this.waiting.push({ address, got }));
  }

  lettersTo(address: string): ReceivedLetter[] {
    return this.letters.filter(({ to }) => to === address);
  }

  /** Does something before each answer of a kind, such as waiting, or throwing a refusal. */
  before(step: Step, obstacle: (what: string) => Promise<void> | void): void {
    this.obstacles[step] = obstacle;
  }

  /** Takes everything again. */
  relent(): void {
    for (const step of Object.keys(this.obstacles) as Step[]) delete this.obstacles[step];
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async meet(step: Step, what: string): Promise<void> {
    await this.obstacles[step]?.(what);
  }

  private take(letter: ReceivedLetter): void {
    this.letters.push(letter);
    const at = this.waiting.findIndex(({ address }) => address === letter.to);
    const [waiting] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (waiting) waiting.got(letter);
    else this.unread.push(letter);
  }
}

/** Tells a callback what became of some work: the server speaks to its handlers in callbacks. */
function settle(work: Promise<void>, done: (error?: Error | null) => void): void {
  void (async () => {
    let fault: Error | undefined;
    await work.catch((error: Error) => (fault = error));
    done(fault);
  })();
}

/** What the service needs in its environment to mail through this server. */
export const mailing = (url: string): Record<string, string> => ({
  SMTP_URL: url,
  LATCHKEY_PUBLIC_URL: 'https://keys.example',
});
