import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '#http';

export class OrganizationQuery {
  @TextField({
    max: 128,
    optional: true,
    emptyIsAbsent: true,
    description: 'The organisation',
    example: 'acme',
  })
  orgName?: string;
}

class SsoLogin {
  @ApiProperty() displayName: string;
  @ApiProperty() logo: string;
  @ApiProperty() name: string;
  @ApiProperty() redirectUri: string;
}

class ShownBanner {
  @ApiProperty({ example: 'Notice' }) title: string;
  @ApiProperty({ example: 'Authorised use only.' }) Message: string;
}

class WayIn {
  @ApiProperty({ enum: ['password'] }) authType: string;
  @ApiProperty({ example: '' }) redirectUrl: string;
  @ApiProperty({ type: [SsoLogin], maxItems: 0, example: [] }) ssoLogins: SsoLogin[];
}

export class LoginMethodAnswer extends WayIn {
  @ApiProperty({ example: 'acme', description: 'As it was asked for' }) orgName: string;
  @ApiProperty({ required: false, description: 'To be shown before the login; absent when there is none' })
  loginBanner?: ShownBanner;
}

class Organization extends WayIn {
  @ApiProperty({ example: 'acme' }) name: string;
}

export class OrganizationsAnswer {
  @ApiProperty({ type: [Organization] }) organizations: Organization[];
}
