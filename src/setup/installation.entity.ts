import { Entity, PrimaryColumn } from 'typeorm';
import { TimeColumn, UidColumn } from '#persistence';

/** One row once the first administrator exists. Its primary key is what makes setup happen once. */
@Entity('installation')
export class Installation {
  @PrimaryColumn({ type: 'int' }) id: number;
  @UidColumn() tenantUid: string;
  @TimeColumn() createdAt: Date;
}
