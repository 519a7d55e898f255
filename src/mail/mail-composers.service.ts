import { Injectable } from '@nestjs/common';
import type { Letter } from './letter-writing.js';
import type { Mail, MailKind } from './mail.entity.js';

export { writeLetter } from './letter-writing.js';
export type { Letter } from './letter-writing.js';

/** Writes a letter at the moment it is sent. @returns null when it is no longer of use: then nothing is sent. */
export type Composer = (mail: Mail) => Promise<Letter | null>;

/** Who writes which letters: the rooms that know what is in them say so at the start. */
@Injectable()
export class MailComposers {
  private readonly composers = new Map<MailKind, Composer>();

  register(kind: MailKind, compose: Composer): void {
    this.composers.set(kind, compose);
  }

  /** @throws when nobody here writes such letters: another instance, of another version, may. */
  compose(mail: Mail): Promise<Letter | null> {
    const compose = this.composers.get(mail.kind);
    if (!compose) throw new Error(`nobody writes letters of the kind ${mail.kind}`);
    return compose(mail);
  }
}
