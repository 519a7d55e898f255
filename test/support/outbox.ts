import { DataSource } from 'typeorm';
import { MailJob } from '../../src/mail/mail.job.js';
import type { Mail } from '../../src/mail/mail.entity.js';
import type { TestApp } from './test-app.js';

/** @returns the letters that are still to be sent, oldest first. */
export function outbox(app: TestApp): Promise<Mail[]> {
  return app
    .get(DataSource)
    .getRepository<Mail>('Mail')
    .find({ order: { uid: 'ASC' } });
}

/** Sends everything that is due, and waits for what is being sent already. */
export function deliver(app: TestApp): Promise<void> {
  return app.get(MailJob).run();
}
