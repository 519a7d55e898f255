import { ApiProperty } from '@nestjs/swagger';
import {
  EmailField,
  FlagField,
  ListMeta,
  ListQueryOf,
  ObjectField,
  ObjectMeta,
  TextMapField,
  UniqueNameField,
  UnnamedMetadata,
} from '#http';
import { TENANT_PATHS } from './tenant-list.rules.js';

export class ListTenantsQuery extends ListQueryOf(TENANT_PATHS) {}

class UpdateTenantSpec {
  @UniqueNameField({
    max: 128,
    optional: true,
    description: 'The name that people log in with',
    example: 'acme',
  })
  orgName?: string;
  @EmailField({ optional: true, example: 'office@acme.example' }) orgEmailId?: string;
  @TextMapField({ optional: true, description: 'Postal address', example: { city: 'Utrecht' } })
  address?: Record<string, string>;
  @FlagField({
    optional: true,
    description: 'Whether keys of this organisation may be sent as ?ApiKey=',
    example: true,
  })
  allowsQueryApiKeys?: boolean;
}

export class UpdateTenantRequest {
  @ObjectField(() => UnnamedMetadata, { optional: true }) metadata?: UnnamedMetadata;
  @ObjectField(() => UpdateTenantSpec) spec: UpdateTenantSpec;
}

export class TenantStateRequest {
  @FlagField({
    description: 'false suspends: no credential of the organisation counts until it is true again',
    example: false,
  })
  isActive: boolean;
}

class TenantSpec {
  @ApiProperty({ example: 'acme' }) orgName: string;
  @ApiProperty({ example: 'office@acme.example' }) orgEmailId: string;
  @ApiProperty({ type: Object, additionalProperties: { type: 'string' }, example: {} }) address: Record<
    string,
    string
  >;
  @ApiProperty({ example: 'password' }) authType: string;
  @ApiProperty({ example: true }) allowsQueryApiKeys: boolean;
}

class TenantStatus {
  @ApiProperty({ description: 'false while suspended' }) isActive: boolean;
  @ApiProperty({ description: 'Always false: deleting is done when it is answered', example: false })
  toBeDeleted: boolean;
}

export class TenantAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: TenantSpec;
  @ApiProperty() status: TenantStatus;
}

export class TenantsAnswer {
  @ApiProperty({ type: [TenantAnswer] }) items: TenantAnswer[];
  @ApiProperty() listmeta: ListMeta;
}
