import { ApiProperty } from '@nestjs/swagger';
import {
  ASCII,
  ChoiceField,
  IgnoredField,
  ListMeta,
  ObjectMeta,
  OffsetPageQuery,
  TextField,
  TimeField,
  UidField,
} from '#http';

const ACTION_TYPES = ['create', 'update', 'delete', 'publish', 'deploy', 'activity', 'action'] as const;

export class ListAuditsQuery extends OffsetPageQuery {
  @TimeField({ optional: true, description: 'From this instant on', example: '2030-01-01T00:00:00.000Z' })
  startTime?: string;
  @TimeField({ optional: true, description: 'Before this instant', example: '2030-02-01T00:00:00.000Z' })
  endTime?: string;
  @UidField({ optional: true, description: 'Done by this user' }) userUid?: string;
  @IgnoredField('there are no projects') projectUid?: unknown;
  @UidField({
    optional: true,
    description: 'Another tenant, or `none`; for platform administrators',
  })
  tenantUid?: string;
  @TextField({
    max: 32,
    pattern: ASCII,
    optional: true,
    description: 'Done to this kind of thing',
    example: 'apiKey',
  })
  resourceKind?: string;
  @UidField({ optional: true, description: 'Done to this very thing' })
  resourceUid?: string;
  @ChoiceField(ACTION_TYPES, { optional: true, description: 'What was done', example: 'update' })
  actionType?: string;
}

class AuditUser {
  @ApiProperty() uid: string;
  @ApiProperty({ example: 'ada@example.com' }) emailId: string;
}

class AuditCredential {
  @ApiProperty({ enum: ['token', 'apiKey'] }) kind: string;
  @ApiProperty({ description: 'The uid of the session or of the key' }) uid: string;
}

class AuditActor {
  @ApiProperty({ enum: ['user', 'system', 'service'] }) actorType: string;
  @ApiProperty({ required: false, type: AuditUser }) user?: AuditUser;
  @ApiProperty({ required: false, type: AuditCredential, description: 'What the caller showed' })
  credential?: AuditCredential;
  @ApiProperty({
    example: '203.0.113.7',
    description: 'The address of the client; empty for the service itself',
  })
  ip: string;
}

class AuditResource {
  @ApiProperty({ example: 'apiKey' }) kind: string;
  @ApiProperty() uid: string;
  @ApiProperty({ example: 'backup-job' }) name: string;
}

class AuditSpec {
  @ApiProperty({ enum: ACTION_TYPES }) actionType: string;
  @ApiProperty({ example: 'apiKey.revoke', description: 'The stable name of what happened' })
  actionMsg: string;
  @ApiProperty({ example: 'API key "backup-job" was revoked.' }) contentMsg: string;
  @ApiProperty({
    required: false,
    description: 'What a person wrote beside the entry; absent when nobody did',
    example: 'Asked for by Grace, ticket 4711',
  })
  userMsg?: string;
  @ApiProperty() actor: AuditActor;
  @ApiProperty() resource: AuditResource;
  @ApiProperty({ description: 'The `ref` of the request, as the log has it', example: 'req-4f7c' })
  requestId: string;
}

export class AuditAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: AuditSpec;
}

export class AuditsAnswer {
  @ApiProperty({ type: [AuditAnswer] }) items: AuditAnswer[];
  @ApiProperty() listmeta: ListMeta;
}

export class AuditSysMsgAnswer {
  @ApiProperty({ example: 'apiKey.revoke', description: 'The stable name of what happened' })
  actionMsg: string;
  @ApiProperty({ example: 'API key "backup-job" was revoked.' }) contentMsg: string;
}

export class AuditMsgRequest {
  @TextField({ min: 3, max: 255, description: 'Replaces what was written before' }) userMsg: string;
}
