import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimeColumn, UidColumn } from '#persistence';

/** Wrong passwords of one account since the last right one. Apart from the user: it is written by whoever guesses. */
@Entity('login_failures')
@Index('ix_login_failures_user', ['userUid', 'lastAt'])
@ForeignKey('User', ['userUid'], ['uid'], {
  name: 'fk_login_failures_user',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class LoginFailures {
  /** A MAC of what the account was looked up to be: what people type in the place of an address can be a password. */
  @PrimaryColumn({ type: 'varchar', length: 43 }) account: string;
  /** Null for an account that there is not, which is locked like any other. */
  @UidColumn({ nullable: true }) userUid: string | null;
  /** Since an administrator last unlocked it: decides how long it is locked. */
  @Column({ type: 'int' }) failures: number;
  /** Since the last right or new password, whoever unlocked it. */
  @Column({ type: 'int' }) inARow: number;
  @TimeColumn({ nullable: true }) lockedUntil: Date | null;
  @TimeColumn() lastAt: Date;
}
