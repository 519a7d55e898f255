import { ApiProperty } from '@nestjs/swagger';
import { IgnoredField, TextField, TextMapField } from './fields.js';
import { UniqueNameField } from './identity-fields.js';

const MAX_NAME = 128;

/** What clients send as `metadata` beside a name. The times and the uid are the server's: clients send zero times, which mean nothing. */
class MetadataFields {
  @TextMapField({
    optional: true,
    description: 'Free texts; `description` is shown beside the name',
    example: { description: 'Nightly backup' },
  })
  annotations?: Record<string, string>;

  @TextMapField({ optional: true, description: 'Free texts for filtering on your side', example: {} })
  labels?: Record<string, string>;

  @IgnoredField('the server makes it') uid?: unknown;
  @IgnoredField('the server sets it') creationTimestamp?: unknown;
  @IgnoredField('the server sets it') deletionTimestamp?: unknown;
  @IgnoredField('the server sets it') lastModifiedTimestamp?: unknown;
}

/** `metadata` with a name that must be there. */
export class NamedMetadata extends MetadataFields {
  @TextField({ max: MAX_NAME, description: 'For people; need not be unique', example: 'backup-job' })
  name: string;
}

/** `metadata` with a name that nobody else has. */
export class UniqueMetadata extends MetadataFields {
  @UniqueNameField({ max: MAX_NAME, description: 'Unique in the organisation', example: 'Key Manager' })
  name: string;
}

/** The same for a change: left out, the name stays as it is. */
export class OptionalUniqueMetadata extends MetadataFields {
  @UniqueNameField({
    max: MAX_NAME,
    optional: true,
    description: 'Unique in the organisation. Left out: stays as it is',
    example: 'Key Manager',
  })
  name?: string;
}

/** `metadata` whose name may be left out. */
export class OptionalMetadata extends MetadataFields {
  @TextField({
    max: MAX_NAME,
    optional: true,
    description: 'Left out: stays as it is',
    example: 'backup-job',
  })
  name?: string;
}

/** `metadata` of something whose name follows from its other fields. */
export class UnnamedMetadata extends MetadataFields {
  @IgnoredField('the name follows from the other fields') name?: unknown;
}

/** What every answer says about a thing. */
export class ObjectMeta {
  @ApiProperty({ example: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' }) uid: string;
  @ApiProperty({ example: 'backup-job' }) name: string;
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'string' },
    example: { description: 'Nightly backup' },
  })
  annotations: Record<string, string>;
  @ApiProperty({ type: Object, additionalProperties: { type: 'string' }, example: {} }) labels: Record<
    string,
    string
  >;
  @ApiProperty({ format: 'date-time', example: '2030-01-01T08:00:00.000Z' }) creationTimestamp: string;
  @ApiProperty({ format: 'date-time', example: '2030-01-01T08:00:00.000Z' }) lastModifiedTimestamp: string;
}

/** Its fields, for the lists that show single ones. */
export const META_FIELDS = [
  'metadata.uid',
  'metadata.name',
  'metadata.annotations',
  'metadata.labels',
  'metadata.creationTimestamp',
  'metadata.lastModifiedTimestamp',
] as const;

/** Builds the `metadata` of an answer. */
export function objectMeta(
  row: {
    uid: string;
    annotations: Record<string, string>;
    labels: Record<string, string>;
    createdAt: Date;
    modifiedAt: Date;
  },
  name: string,
): ObjectMeta {
  return {
    uid: row.uid,
    name,
    annotations: row.annotations,
    labels: row.labels,
    creationTimestamp: row.createdAt.toISOString(),
    lastModifiedTimestamp: row.modifiedAt.toISOString(),
  };
}
