import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, ListMeta, ObjectField, ObjectListField, ObjectMeta, TextField } from '#http';
import { UserStatus } from './user.dto.js';

const TEXT = { max: 254, optional: true };

class TextFilterFields {
  @TextField({ ...TEXT, description: 'Equal to', example: 'grace@acme.example' }) eq?: string;
  @TextField({ ...TEXT, description: 'Other than' }) ne?: string;
  @TextField({ ...TEXT, description: 'With this somewhere in it' }) contains?: string;
  @TextField({ ...TEXT, description: 'With this at its beginning' }) beginsWith?: string;
  @FlagField({ optional: true, description: 'Absent: true', example: true }) ignoreCase?: boolean;
}

class UsersFilter {
  @ObjectField(() => TextFilterFields, { optional: true }) emailId?: TextFilterFields;
  @ObjectField(() => TextFilterFields, { optional: true }) name?: TextFilterFields;
}

class UsersSort {
  @ChoiceField(['name', 'creationTimestamp'], { optional: true, description: 'Absent: creationTimestamp' })
  field?: string;
  @ChoiceField(['asc', 'desc'], { optional: true, description: 'Absent: asc' }) order?: string;
}

export class UsersSummaryRequest {
  @ObjectField(() => UsersFilter, { optional: true, description: 'All of it must hold' })
  filter?: UsersFilter;
  @ObjectListField(() => UsersSort, {
    maxItems: 1,
    optional: true,
    description: 'Absent: in the order of making',
  })
  sort?: UsersSort[];
}

/** A thing by uid and name. */
export class UidSummary {
  @ApiProperty({ example: '00000000-0000-7000-8000-000000000003' }) uid: string;
  @ApiProperty({ example: 'User' }) name: string;
}

class UserSummarySpec {
  @ApiProperty({ example: 'grace@acme.example' }) emailId: string;
  @ApiProperty({ example: 'Grace' }) firstName: string;
  @ApiProperty({ example: 'Hopper' }) lastName: string;
  @ApiProperty({ type: [UidSummary] }) roles: UidSummary[];
  @ApiProperty({ type: [UidSummary], maxItems: 0, example: [], description: 'There are no teams' })
  teams: UidSummary[];
  @ApiProperty({ type: [UidSummary], maxItems: 0, example: [], description: 'There are no projects' })
  projects: UidSummary[];
  @ApiProperty({ example: 0 }) projectsCount: number;
}

export class UserSummaryAnswer {
  @ApiProperty() metadata: ObjectMeta;
  @ApiProperty() spec: UserSummarySpec;
  @ApiProperty() status: UserStatus;
}

export class UsersSummaryAnswer {
  @ApiProperty({ type: [UserSummaryAnswer] }) items: UserSummaryAnswer[];
  @ApiProperty() listmeta: ListMeta;
}

class UserMeta {
  @ApiProperty({ example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f' }) uid: string;
  @ApiProperty({ example: 'Grace Hopper' }) name: string;
  @ApiProperty({ example: 'grace@acme.example' }) emailId: string;
}

export class UsersMetadataAnswer {
  @ApiProperty({ type: [UserMeta] }) items: UserMeta[];
  @ApiProperty() listmeta: ListMeta;
}
