import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { PrimaryUidColumn, TextColumn, TimeColumn, UidColumn } from '#persistence';

/** A login and everything that was refreshed from it. Tokens name it in their `sid`; ending it ends them all. */
@Entity('sessions')
@Index('ix_sessions_user', ['userUid', 'uid'])
@Index('ix_sessions_end', ['endsAt'])
@ForeignKey('User', ['userUid'], ['uid'], {
  name: 'fk_sessions_user',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class Session {
  @PrimaryUidColumn() uid: string;
  @UidColumn() tenantUid: string;
  @UidColumn() userUid: string;
  /** The user's `sessionEpoch` at login, or after the password change that this session itself made. */
  @Column({ type: 'int' }) epoch: number;
  /** How often it was refreshed. The token of this generation is the newest. */
  @Column({ type: 'int' }) generation: number;
  @TimeColumn() startedAt: Date;
  /** The absolute end, whatever is refreshed. */
  @TimeColumn() endsAt: Date;
  @TimeColumn() refreshedAt: Date;
  /** Set by logout, token revocation or an administrator. */
  @TimeColumn({ nullable: true }) endedAt: Date | null;
  @TextColumn(64) ip: string;
  @TextColumn(200) userAgent: string;
}
