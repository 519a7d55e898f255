import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IgnoredField, ListMeta, TextField, TextListField, UidField } from '#http';

/** Any text that could have been a password somewhere; the rules judge new ones. */
const PASSWORD = { max: 1024, secret: true };
const NEW_PASSWORD = {
  ...PASSWORD,
  description: '15 to 128 characters, unless the organisation has rules of its own',
};

export class SetCookieQuery {
  @ChoiceField(['true', 'false'], {
    optional: true,
    description: '`false`: no session cookie is set. Absent: one is',
    example: 'true',
  })
  setCookie?: 'true' | 'false';
}

export class AuthenticateRequest {
  @TextField({ max: 254, description: 'The e-mail address of the user', example: 'ada@acme.example' })
  emailId: string;
  @TextField({ ...PASSWORD, example: 'correct horse battery staple' }) password: string;
  @TextField({
    max: 128,
    optional: true,
    emptyIsAbsent: true,
    description: 'The organisation; needed only when the address belongs to more than one',
    example: 'acme',
  })
  org?: string;
}

export class UserTokenAnswer {
  @ApiProperty({
    description: 'Send this in the header `Authorization`',
    example: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiIuLi4ifQ.c2ln',
  })
  Authorization: string;

  @ApiProperty({ example: false }) isMfa: boolean;
}

export class RevokeTokensRequest {
  @TextListField({
    maxItems: 100,
    max: 4096,
    description: 'Tokens of your own, or of users you administer',
    example: ['eyJhbGciOi...'],
  })
  tokens: string[];
}

export class PasswordRequest {
  @TextField({ ...NEW_PASSWORD, example: 'correct horse battery staple' })
  password: string;
}

export class ChangePasswordRequest {
  @TextField({ ...PASSWORD, example: 'correct horse battery staple' }) currentPassword: string;
  @TextField({ ...NEW_PASSWORD, example: 'a better horse battery staple' })
  newPassword: string;
  @IgnoredField('the address of the page is enough') emailId?: unknown;
}

export class ChangePasswordByEmailRequest {
  @TextField({ max: 254, description: 'The e-mail address of the user', example: 'ada@acme.example' })
  emailId: string;
  @TextField({ ...PASSWORD, example: 'correct horse battery staple' }) currentPassword: string;
  @TextField({ ...NEW_PASSWORD, example: 'a better horse battery staple' })
  newPassword: string;
  @TextField({
    max: 128,
    optional: true,
    emptyIsAbsent: true,
    description: 'The organisation; needed only when the address belongs to more than one',
    example: 'acme',
  })
  org?: string;
}

export class ResetRequest {
  @TextField({ max: 254, example: 'ada@acme.example' }) emailId: string;
}

export class ForgottenOrganisationsQuery {
  @TextField({ max: 254, description: 'The e-mail address of the user', example: 'ada@acme.example' })
  emailId: string;
}

export class OfUserQuery {
  @UidField({ optional: true, description: 'Whose; absent: your own' }) userUid?: string;
}

class SessionAnswer {
  @ApiProperty({ example: '01990f71-2b3c-7d4e-8f5a-6b7c8d9e0f1a' }) uid: string;
  @ApiProperty({ description: 'true for the session of this very request' }) isCurrent: boolean;
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ format: 'date-time' }) refreshedAt: string;
  @ApiProperty({ format: 'date-time', description: 'When it ends, whatever is refreshed' }) endsAt: string;
  @ApiProperty({ example: '203.0.113.7' }) ip: string;
  @ApiProperty({ example: 'curl/8.5.0' }) userAgent: string;
}

export class SessionsAnswer {
  @ApiProperty({ type: [SessionAnswer] }) items: SessionAnswer[];
  @ApiProperty() listmeta: ListMeta;
}

class JsonWebKey {
  @ApiProperty({ example: 'EC' }) kty: string;
  @ApiProperty({ example: 'P-256' }) crv: string;
  @ApiProperty() x: string;
  @ApiProperty() y: string;
  @ApiProperty() kid: string;
  @ApiProperty({ example: 'ES256' }) alg: string;
  @ApiProperty({ example: 'sig' }) use: string;
}

export class JwksAnswer {
  @ApiProperty({ type: [JsonWebKey] }) keys: JsonWebKey[];
}
