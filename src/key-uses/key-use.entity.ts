import { Entity, ForeignKey } from 'typeorm';
import { PrimaryUidColumn, TextColumn, TimeColumn } from '#persistence';

/** How a key was shown: to us or a gateway in a header or an address, or to a back end that asked us about it. */
export const USE_WAYS = ['header', 'query', 'verify', 'exchange'] as const;
export type UseWay = (typeof USE_WAYS)[number];

/**
 * When an API key was last used. Apart from the key: noting a use can change nothing else of it, and does not hold up whoever changes it.
 */
@Entity('api_key_uses')
@ForeignKey('ApiKey', ['keyUid'], ['uid'], {
  name: 'fk_api_key_uses_key',
  onDelete: 'CASCADE',
  onUpdate: 'NO ACTION',
})
export class KeyUse {
  @PrimaryUidColumn() keyUid: string;
  @TimeColumn() usedAt: Date;
  @TextColumn(8) way: UseWay;
  /** Of the client; empty when it is not known. */
  @TextColumn(64) ip: string;
}
