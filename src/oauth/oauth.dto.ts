import { ApiProperty } from '@nestjs/swagger';
import { ACCESS_TOKEN_TYPE, API_KEY_TYPE, JWT_TYPE, TOKEN_EXCHANGE } from './oauth.names.js';

/** For the docs: the parameters are read one by one, and what nobody asks for is ignored. */
export class IntrospectRequest {
  @ApiProperty({ description: 'An API key, an authorization token, or a token that was exchanged for a key' })
  token: string;
  @ApiProperty({ required: false, description: 'Ignored: the form of the token says what it is' })
  token_type_hint?: string;
}

/** What is said of a credential (RFC 7662, 2.2). Everything but `active` is absent when it does not count. */
export class IntrospectionAnswer {
  @ApiProperty({ description: 'Whether it counts, now' }) active: boolean;
  @ApiProperty({
    required: false,
    description: 'What it allows, separated by spaces; empty for nothing',
    example: 'apiKey.list user.get',
  })
  scope?: string;
  @ApiProperty({
    required: false,
    description: 'The uid of the API key; absent for an authorization token',
  })
  client_id?: string;
  @ApiProperty({
    required: false,
    description: 'The e-mail address of its holder',
    example: 'ada@example.com',
  })
  username?: string;
  @ApiProperty({ required: false, enum: ['Bearer', 'ApiKey'] }) token_type?: 'Bearer' | 'ApiKey';
  @ApiProperty({ required: false, description: 'When it ends, in seconds since 1970' }) exp?: number;
  @ApiProperty({ required: false, description: 'When it was issued; tokens only' }) iat?: number;
  @ApiProperty({ required: false, description: 'The uid of its holder' }) sub?: string;
  @ApiProperty({ required: false, description: 'Who it is for; tokens only' }) aud?: string;
  @ApiProperty({ required: false, description: 'Who issued it', example: 'https://keys.example.com' })
  iss?: string;
  @ApiProperty({ required: false, description: 'The name of the token; tokens only' }) jti?: string;
  @ApiProperty({ required: false, description: 'The uid of the organisation' }) tid?: string;
  @ApiProperty({ required: false, description: 'The name of the organisation', example: 'acme' })
  org?: string;
}

export class TokenRequest {
  @ApiProperty({ enum: [TOKEN_EXCHANGE] }) grant_type: string;
  @ApiProperty({ description: 'The API key', format: 'password' }) subject_token: string;
  @ApiProperty({ enum: [API_KEY_TYPE] }) subject_token_type: string;
  @ApiProperty({
    required: false,
    description: 'Permissions, separated by spaces. Absent: all that the owner of the key has',
    example: 'apiKey.list user.get',
  })
  scope?: string;
  @ApiProperty({
    required: false,
    description: 'Who the token is for. Absent: `urn:latchkey:tenant:` and the uid of the organisation',
    example: 'https://orders.example.com',
  })
  audience?: string;
  @ApiProperty({ required: false, description: 'The same for clients of RFC 8707; give one of the two' })
  resource?: string;
  @ApiProperty({ required: false, enum: [ACCESS_TOKEN_TYPE, JWT_TYPE] }) requested_token_type?: string;
}

export class TokenAnswer {
  @ApiProperty({ description: 'A JWT (RFC 9068)' }) access_token: string;
  @ApiProperty({ enum: [ACCESS_TOKEN_TYPE, JWT_TYPE] }) issued_token_type: string;
  @ApiProperty({ enum: ['Bearer'] }) token_type: 'Bearer';
  @ApiProperty({ description: 'In seconds', example: 900 }) expires_in: number;
  @ApiProperty({ description: 'What it allows', example: 'apiKey.list user.get' }) scope: string;
}

/** What libraries read to configure themselves (RFC 8414, 2). */
export class ServerMetadataAnswer {
  @ApiProperty({ example: 'https://keys.example.com' }) issuer: string;
  @ApiProperty() jwks_uri: string;
  @ApiProperty() token_endpoint: string;
  @ApiProperty({ type: [String] }) token_endpoint_auth_methods_supported: string[];
  @ApiProperty() introspection_endpoint: string;
  @ApiProperty({ type: [String] }) introspection_endpoint_auth_methods_supported: string[];
  @ApiProperty({ type: [String] }) grant_types_supported: string[];
  @ApiProperty({ type: [String], description: 'None: nobody logs in through OAuth' })
  response_types_supported: string[];
  @ApiProperty({ type: [String], description: 'Every permission that a role can allow' })
  scopes_supported: string[];
  @ApiProperty({ required: false, description: 'Where the docs are, when they are served' })
  service_documentation?: string;
}
