import {
  EmailField,
  IgnoredField,
  ObjectField,
  TextField,
  TextMapField,
  UniqueNameField,
  UnnamedMetadata,
} from '#http';

class CreateTenantSpec {
  @UniqueNameField({ max: 128, description: 'The name that people log in with; unique', example: 'globex' })
  orgName: string;
  @EmailField({ description: 'The first administrator', example: 'hank@globex.example' }) emailId: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Hank' }) firstName?: string;
  @TextField({ min: 0, max: 128, optional: true, example: 'Scorpio' }) lastName?: string;
  @EmailField({ optional: true, example: 'office@globex.example' }) orgEmailId?: string;
  @TextMapField({ optional: true, example: { city: 'Cypress Creek' } }) address?: Record<string, string>;
  @IgnoredField('there is one way to log in') authType?: unknown;
  @IgnoredField('there is one way to log in') loginMode?: unknown;
  @IgnoredField('the first user is the administrator') roles?: unknown;
  @IgnoredField('there is one way to log in') ssoApp?: unknown;
}

export class CreateTenantRequest {
  @ObjectField(() => UnnamedMetadata, { optional: true }) metadata?: UnnamedMetadata;
  @ObjectField(() => CreateTenantSpec) spec: CreateTenantSpec;
}
