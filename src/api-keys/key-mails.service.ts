import { Injectable } from '@nestjs/common';
import type { Transaction } from '#persistence';
import { MailQueue } from '../mail/mail-queue.service.js';
import type { NewMail } from '../mail/mail-queue.service.js';
import { DirectoryService } from '../users/directory.service.js';
import type { ApiKey } from './api-key.entity.js';

/** Queues letters to owners about their keys. */
@Injectable()
export class KeyMails {
  constructor(
    private readonly queue: MailQueue,
    private readonly directory: DirectoryService,
  ) {}

  /** A letter for each of these keys, to its owner. The addresses are read with one query for each organisation. */
  async enqueue(tx: Transaction, kind: NewMail['kind'], keys: ApiKey[]): Promise<void> {
    for (const tenantUid of new Set(keys.map((key) => key.tenantUid))) {
      const ofTenant = keys.filter((key) => key.tenantUid === tenantUid);
      const uids = ofTenant.map(({ userUid }) => userUid);
      const owners = await this.directory.byUids(tenantUid, uids, tx);
      for (const { uid, userUid } of ofTenant) {
        const recipient = owners.get(userUid)?.emailId;
        if (recipient !== undefined)
          await this.queue.enqueue(tx, { kind, tenantUid, userUid, resourceUid: uid, recipient });
      }
    }
  }
}
