import { Entity } from 'typeorm';
import { PrimaryUidColumn, TextColumn, TimeColumn, UidColumn } from '#persistence';

/** What a person wrote beside an entry (`userMsg`). The entry itself never changes. */
@Entity('audit_notes')
export class AuditNote {
  @PrimaryUidColumn() entryUid: string;
  @TextColumn(255) message: string;
  @UidColumn() authorUid: string;
  @TimeColumn() modifiedAt: Date;
}
