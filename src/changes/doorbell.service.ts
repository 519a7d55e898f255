import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { MasterKey } from '#secrets';
import { ConfigService } from '../config/config.service.js';
import { ChangeFeed } from './change-feed.service.js';
import { ChangesRepository } from './changes.repository.js';
import { RedisChannel } from './redis-channel.js';

/**
 * Tells the other instances that there is something to read in the table of changes, over a Redis, so that they need not wait for their
 * next look. It says nothing else, and nothing depends on it: without it, or while it is away, changes are heard a tenth of a second later.
 */
@Injectable()
export class Doorbell implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Doorbell.name);
  private channel: RedisChannel | undefined;
  private isAway: boolean | undefined;

  constructor(
    private readonly config: ConfigService,
    private readonly masterKey: MasterKey,
    private readonly changes: ChangesRepository,
    private readonly feed: ChangeFeed,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { REDIS_URL, DATABASE_URL } = this.config.settings;
    if (!REDIS_URL) return;
    if (!DATABASE_URL || !this.changes.isShared) {
      this.logger.warn({ msg: 'REDIS_URL is not used: the embedded database has one instance only' });
      return;
    }
    this.channel = await RedisChannel.open(REDIS_URL, channelName(this.masterKey, DATABASE_URL.url), {
      heard: () => this.feed.hurry(),
      joined: () => this.joined(),
      left: (reason) => this.left(reason),
    });
  }

  onApplicationShutdown(): void {
    this.channel?.close();
  }

  /** Something was committed. Nobody waits for this. */
  ring(): void {
    this.channel?.say();
  }

  private joined(): void {
    if (this.isAway !== false)
      this.logger.log({ msg: `changes are told over Redis${this.isAway ? ' again' : ''}` });
    this.isAway = false;
  }

  private left(reason: string): void {
    if (!this.isAway) this.logger.warn({ msg: 'Redis is away: changes are seen a little later', reason });
    this.isAway = true;
  }
}

/**
 * The same for all instances on one database, however each of them gets to its host, and another for every other database that shares a Redis:
 * instances on one database have one master key, and databases under one master key have names.
 */
export function channelName(masterKey: MasterKey, databaseUrl: string): string {
  return `latchkey:changes:${masterKey.mac('doorbell', new URL(databaseUrl).pathname)}`;
}
