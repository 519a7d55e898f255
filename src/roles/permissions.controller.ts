import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { SignedIn, TENANT_PERMISSIONS } from '#access';
import { ChoiceField } from '#http';

class PermissionsQuery {
  @ChoiceField(['system', 'tenant', 'project', 'resource'], {
    optional: true,
    description: 'Absent: `tenant`, the only scope that has any',
    example: 'tenant',
  })
  scope?: string;
}

class PermissionGroup {
  @ApiProperty({ example: 'ApiKey', description: 'The kind of thing' }) name: string;
  @ApiProperty({ enum: ['tenant'] }) scope: string;
  @ApiProperty({ type: [String], example: ['apiKey.list'] }) permissions: string[];
}

/** What roles are made of. */
@ApiTags('roles')
@Controller('v1/permissions')
export class PermissionsController {
  @Get()
  @SignedIn()
  @ApiOperation({
    operationId: 'v1PermissionsList',
    summary: 'List what a role can allow, by kind of thing',
  })
  @ApiOkResponse({ type: [PermissionGroup], description: 'The catalogue' })
  list(@Query() { scope }: PermissionsQuery): PermissionGroup[] {
    if (scope !== undefined && scope !== 'tenant') return [];
    const kinds = [...new Set([...TENANT_PERMISSIONS].map(kindOf))];
    return kinds.map((kind) => ({
      name: kind.charAt(0).toUpperCase() + kind.slice(1),
      scope: 'tenant',
      permissions: [...TENANT_PERMISSIONS].filter((permission) => kindOf(permission) === kind),
    }));
  }
}

function kindOf(permission: string): string {
  return permission.slice(0, permission.indexOf('.'));
}
