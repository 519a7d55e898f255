import { Entity, Index } from 'typeorm';
import { FlagColumn, PrimaryUidColumn, TextColumn, TextMapColumn, TimeColumn } from '#persistence';

/** An organisation: the outer wall of all data. */
@Entity('tenants')
@Index('ix_tenants_name', ['orgNameFolded'], { unique: true })
export class Tenant {
  @PrimaryUidColumn() uid: string;
  @TextColumn(128) orgName: string;
  /** NFKC and lower case: two organisations whose names look alike are one. */
  @TextColumn(256) orgNameFolded: string;
  @TextColumn(254) orgEmailId: string;
  @TextMapColumn() annotations: Record<string, string>;
  @TextMapColumn() labels: Record<string, string>;
  @TextMapColumn() address: Record<string, string>;
  /** False while suspended: none of its credentials counts. */
  @FlagColumn() isActive: boolean;
  /** Whether keys of this tenant may be sent as `?ApiKey=`. */
  @FlagColumn() allowsQueryApiKeys: boolean;
  @TimeColumn() createdAt: Date;
  @TimeColumn() modifiedAt: Date;
}
