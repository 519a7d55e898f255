import { Column, Entity, Index } from 'typeorm';
import { PrimaryUidColumn, TextColumn, TimeColumn, UidColumn } from '#persistence';

/** What a letter is about. */
export type MailKind =
  | 'activation'
  | 'passwordReset'
  | 'passwordChanged'
  | 'organisations'
  | 'passwordReminder'
  | 'apiKeyReminder'
  | 'apiKeyLeak';

/** A letter that is still to be sent. It holds no text and no link: both are made when it is sent. */
@Entity('mails')
@Index('ix_mails_due', ['dueAt', 'uid'])
export class Mail {
  @PrimaryUidColumn() uid: string;
  @TextColumn(32) kind: MailKind;
  @UidColumn({ nullable: true }) tenantUid: string | null;
  @UidColumn({ nullable: true }) userUid: string | null;
  /** What it is about, when that is not the person: a key. */
  @UidColumn({ nullable: true }) resourceUid: string | null;
  @TextColumn(254) recipient: string;
  @Column({ type: 'int' }) attempts: number;
  /** When it is to be tried next; while it is being sent, until when nobody else tries it. */
  @TimeColumn() dueAt: Date;
  @TimeColumn() createdAt: Date;
}
