import { ApiProperty } from '@nestjs/swagger';
import { Equals } from 'class-validator';
import { TENANT_PERMISSIONS } from '#access';
import {
  ChoiceField,
  FlagField,
  IgnoredField,
  ListMeta,
  ListQueryOf,
  ObjectField,
  ObjectMeta,
  OptionalUniqueMetadata,
  TextListField,
  UniqueMetadata,
  UniqueNameField,
} from '#http';

import { ROLE_PATHS } from './role-list.rules.js';
import type { RoleScope } from './role.entity.js';

const SCOPES = ['tenant', 'project', 'resource'] as const satisfies RoleScope[];
const CATALOGUE = [...TENANT_PERMISSIONS];
const PERMISSIONS = {
  maxItems: 64,
  max: 64,
  optional: true,
  description: `What the role allows: ${CATALOGUE.map((name) => `\`${name}\``).join(', ')}`,
  example: ['apiKey.list', 'apiKey.update'],
};

export class ListRolesQuery extends ListQueryOf(ROLE_PATHS) {}

class RoleSpecFields {
  @TextListField(PERMISSIONS) permissions?: string[];
  @ChoiceField(SCOPES, {
    optional: true,
    description: 'Only roles of scope `tenant` can be given; there are no projects. Absent: `tenant`',
    example: 'tenant',
  })
  scope?: RoleScope;
  @IgnoredField('roles that are made here are of type user') type?: unknown;
}

class RoleStatusFields {
  @FlagField({ optional: true, description: 'Roles are taken away or deleted: must be true', example: true })
  @Equals(true, { message: 'must be true: take the role away or delete it' })
  isEnabled?: boolean;
}

export class CreateRoleRequest {
  @ObjectField(() => UniqueMetadata) metadata: UniqueMetadata;
  @ObjectField(() => RoleSpecFields) spec: RoleSpecFields;
  @ObjectField(() => RoleStatusFields, { optional: true }) status?: RoleStatusFields;
}

export class UpdateRoleRequest {
  @ObjectField(() => OptionalUniqueMetadata, { optional: true }) metadata?: OptionalUniqueMetadata;
  @ObjectField(() => RoleSpecFields, { optional: true }) spec?: RoleSpecFields;
  @ObjectField(() => RoleStatusFields, { optional: true }) status?: RoleStatusFields;
}

class CloneMetadata {
  @UniqueNameField({ max: 128, description: 'Unique in the organisation', example: 'Key Manager' })
  name: string;
}

export class CloneRoleRequest {
  @ObjectField(() => CloneMetadata) metadata: CloneMetadata;
}

export class DeleteRoleQuery {
  @ChoiceField(['true', 'false'], {
    optional: true,
    description: 'true: take the role from everybody who holds it, instead of refusing',
    example: 'false',
  })
  force?: string;
}

class RoleSpec {
  @ApiProperty({ type: [String], enum: CATALOGUE }) permissions: string[];
  @ApiProperty({ enum: SCOPES }) scope: string;
  @ApiProperty({ enum: ['system', 'user'], description: '`system` for built-in roles' }) type: string;
}

class RoleStatus {
  @ApiProperty({ example: true }) isEnabled: boolean;
}

export class RoleAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: RoleSpec;
  @ApiProperty() status: RoleStatus;
}

export class RolesAnswer {
  @ApiProperty({ type: [RoleAnswer] }) items: RoleAnswer[];
  @ApiProperty() listmeta: ListMeta;
}
