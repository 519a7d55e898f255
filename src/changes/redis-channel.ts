import type { Redis, RedisOptions } from 'ioredis';
import type { RedisServer } from '../config/redis-setting-kinds.js';

/** Told of what happens on a channel. None of them may throw. */
export interface ChannelListener {
  /** Somebody said the word. */
  heard(): void;
  /** It works, for the first time or again. */
  joined(): void;
  /** It does not, for a reason that holds nothing of what the server said. */
  left(reason: string): void;
}

/** Longest wait for a connection, and for any one answer. */
const PATIENCE_MS = 2000;
/** Between two attempts to connect: so long after the first, longer after each. */
const PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** How often a connection on which nothing happens is tried: whatever stands in between may have dropped it without a word. */
const BEAT_MS = 10_000;

/**
 * A channel of a Redis on which one word is said, which means nothing but itself. Nobody waits for it, nothing is kept for later, and it
 * may be away for as long as it likes.
 */
export class RedisChannel {
  private isJoined = false;
  private isSaying = false;
  private isToRepeat = false;
  private isClosed = false;
  private closings = 0;
  private readonly speaker: Redis;
  /** Whoever listens cannot speak on the same connection. */
  private readonly hearer: Redis;
  private readonly beat: NodeJS.Timeout;

  private constructor(
    connect: (options: RedisOptions) => Redis,
    server: RedisServer,
    private readonly name: string,
    private readonly listener: ChannelListener,
  ) {
    const options = { ...optionsFor(server), retryStrategy: () => this.nextPause() };
    [this.speaker, this.hearer] = [connect(options), connect(options)];
    for (const connection of this.connections) {
      connection.on('ready', () => void this.join());
      connection.on('error', (error) => this.leave(error));
      connection.on('close', () => this.leave());
    }
    this.hearer.on('messageBuffer', () => listener.heard());
    this.beat = setInterval(() => void this.feel(), BEAT_MS).unref();
  }

  /** Returns before there is a connection. */
  static async open(server: RedisServer, name: string, listener: ChannelListener): Promise<RedisChannel> {
    const { Redis: Client } = await import('ioredis'); // only whoever has a Redis has to carry it
    return new RedisChannel((options) => new Client(options), server, name, listener);
  }

  /** Says the word, if it can. While it is on its way, however often it is to be said, it is said once more. */
  say(): void {
    if (!this.isJoined) return;
    if (this.isSaying) this.isToRepeat = true;
    else void this.sayNow();
  }

  close(): void {
    this.isClosed = true;
    this.isJoined = false;
    clearInterval(this.beat);
    for (const connection of this.connections) connection.disconnect();
  }

  private get connections(): [Redis, Redis] {
    return [this.speaker, this.hearer];
  }

  private get isConnected(): boolean {
    return this.connections.every(({ status }) => status === 'ready');
  }

  /** The word is said once: who may listen but not speak must not think that all is well. */
  private async join(): Promise<void> {
    if (!this.isConnected) return; // the other one will come here as well
    const isDone = await this.ask(async () => {
      await this.hearer.subscribe(this.name);
      await this.speaker.publish(this.name, '');
    });
    if (!isDone || !this.isConnected || this.isClosed) return;
    this.isJoined = true;
    this.closings = 0;
    this.listener.joined();
  }

  private async sayNow(): Promise<void> {
    this.isSaying = true;
    do {
      this.isToRepeat = false;
      await this.ask(() => this.speaker.publish(this.name, ''));
    } while (this.isToRepeat && this.isJoined);
    this.isSaying = false;
  }

  /** Listening to what one listens to changes nothing, and is answered. */
  private async feel(): Promise<void> {
    if (this.isJoined)
      await this.ask(() => Promise.all([this.hearer.subscribe(this.name), this.speaker.ping()]));
  }

  /** @returns whether it was answered in time; if not, both connections are made anew. */
  private async ask(question: () => Promise<unknown>): Promise<boolean> {
    try {
      await question();
      return true;
    } catch (error) {
      this.leave(error);
      for (const connection of this.connections)
        if (connection.status === 'ready') connection.disconnect(true);
      return false;
    }
  }

  private leave(error?: unknown): void {
    this.isJoined = false;
    if (!this.isClosed) this.listener.left(reasonOf(error));
  }

  private nextPause(): number {
    return Math.min(++this.closings * PAUSE_MS, LONGEST_PAUSE_MS);
  }
}

function optionsFor({ host, port, isSecure, login }: RedisServer): RedisOptions {
  return {
    host,
    port,
    ...(isSecure && { tls: {} }),
    ...(login && { username: login.user, password: login.password }),
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    disconnectTimeout: PATIENCE_MS,
    keepAlive: BEAT_MS,
    enableReadyCheck: false, // speaking and listening need none of its data
    disableClientInfo: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  };
}

/** The code of a fault, or the first word of Redis' own (`WRONGPASS`): what follows may quote a password. */
function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  if (typeof code === 'string') return code;
  if (message === 'Command timed out') return 'timeout';
  return /^[A-Z]{3,20}(?= )/.exec(message ?? '')?.[0] ?? 'closed';
}
