import { ApiProperty } from '@nestjs/swagger';
import { EmailField, TextField, UniqueNameField } from '#http';

export class SetupRequest {
  @TextField({
    max: 128,
    secret: true,
    description: 'The setup token that the service printed at its start',
    example: 'setup_...',
  })
  token: string;
  @UniqueNameField({ max: 128, description: 'The name of your organisation', example: 'acme' })
  orgName: string;
  @EmailField({ description: 'The first administrator', example: 'ada@acme.example' }) emailId: string;
  @TextField({
    max: 1024,
    secret: true,
    description: '15 to 128 characters',
    example: 'correct horse battery staple',
  })
  password: string;
  @TextField({ max: 128, optional: true, example: 'Ada' }) firstName?: string;
  @TextField({ max: 128, optional: true, example: 'Lovelace' }) lastName?: string;
}

export class SetupAnswer {
  @ApiProperty({ example: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' }) tenantUid: string;
  @ApiProperty({ example: '01990f6e-8d1b-7c3f-8e42-1a2b3c4d5e6f' }) userUid: string;
}
