import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from '#persistence';

/** A key that signs tokens, shared by all instances. The private half is sealed under the master key. */
@Entity('signing_keys')
export class SigningKey {
  /** One after the other: two instances that make the next one at once cannot both succeed. */
  @PrimaryColumn({ type: 'int' }) sequence: number;
  @TextColumn(64) kid: string;
  @Column({ type: 'text' }) sealedPrivateJwk: string;
  /** From when on it signs; before that it is only published. */
  @TimeColumn() signsFrom: Date;
  @TimeColumn() createdAt: Date;
}
