import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { API_KEY_SCHEME, GUARDED, TOKEN_SCHEME } from '#access';
import { BODILESS, ErrorAnswer, errorResponse, ERRORS, IDEMPOTENCY_KEY } from '#http';
import type { ErrorCode } from '#http';
import { secureDocs } from './app.docs-headers.js';
import type { ConfigService } from './config/config.service.js';
import { VERSION } from './config/version.js';

const DESCRIPTION = `API keys and short-lived tokens for many tenants.

**Try it here:** call \`POST /v1/auth/authenticate\`, copy the token from the answer, press **Authorize** and paste it under
*Authorization*. Or paste an API key under *ApiKey*. Send one of the two, not both.

An API key looks like \`lk_\` and 38 letters and digits; the last six are a checksum. To find keys that leaked, search for
\`lk_[0-9A-Za-z]{38}\`.`;

/** The groups of operations, in the order in which somebody meets them. */
const TAGS = {
  setup: 'The first administrator',
  auth: 'Log in, refresh, revoke, log out',
  apiKeys: 'Make, list, edit, revoke, re-activate, delete',
  users: 'The people of an organisation',
  roles: 'What people may do',
  verification: 'Whether a credential counts, for gateways and back ends',
  oauth: 'The same for standard OAuth libraries',
  projects: 'What clients ask though there are none',
  passwords: 'Activation, change, reset',
  sessions: 'Where somebody is logged in',
  tenants: 'Organisations',
  settings: 'What an organisation and the platform decide for themselves',
  audits: 'Who did what',
  health: 'For whoever runs the service',
};

/** What stands in addresses. */
const PATH_PARAMETERS: Record<string, string> = {
  uid: 'The uid of what is meant',
  tenantUid: 'The uid of the organisation',
  token: 'A token that is still valid',
  passwordToken: 'What stands behind `#token=` in the link',
};

/** What any route can answer, whatever it does. */
const ANYWHERE: ErrorCode[] = [
  'BadRequest',
  'InvalidInput',
  'MalformedJson',
  'PayloadTooLarge',
  'UriTooLong',
  'UnsupportedMediaType',
  'HeadersTooLarge',
  'InternalError',
  'OutcomeUnknown',
  'ServiceUnavailable',
];
const WITH_CREDENTIAL: ErrorCode[] = [
  'AmbiguousCredentials',
  'NotAuthenticated',
  'Forbidden',
  'TooManyRequests',
];

/** Serves Swagger UI at /docs and the document at /openapi.json; no file comes from another host. */
export function serveDocs(app: NestFastifyApplication, config: ConfigService): void {
  secureDocs(app.getHttpAdapter().getInstance());
  SwaggerModule.setup('docs', app, () => buildDocument(app, config), {
    jsonDocumentUrl: '/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Latchkey API',
    swaggerOptions: {
      persistAuthorization: false,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      operationsSorter: 'alpha',
      docExpansion: 'list',
    },
  });
}

/** Builds the OpenAPI document from the code. */
export function buildDocument(app: NestFastifyApplication, config: ConfigService): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Latchkey')
    .setVersion(VERSION)
    .setDescription(DESCRIPTION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer(config.settings.LATCHKEY_PUBLIC_URL ?? '/')
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'ApiKey',
        description: 'An API key. It may also be sent as the query parameter ApiKey.',
      },
      API_KEY_SCHEME,
    )
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: 'The token that logging in answers, bare or after "Bearer ".',
      },
      TOKEN_SCHEME,
    )
    .build();
  delete base.info.contact; // the builder leaves an empty one
  base.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
  return addCommonErrors(SwaggerModule.createDocument(app, base, { extraModels: [ErrorAnswer] }));
}

interface Operation {
  security?: Record<string, string[]>[];
  responses: Record<string, unknown>;
  parameters?: { in: string; name: string; description?: string }[];
  requestBody?: object;
  [GUARDED]?: true;
  [BODILESS]?: true;
}

/** Every operation lists every status that it can answer; those that any can are added here rather than written sixty times. */
function addCommonErrors(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) {
      describePath(operation);
      const codes = operation[BODILESS] ? [] : commonErrors(operation);
      delete operation[GUARDED];
      delete operation[BODILESS];
      operation.security ??= [];
      for (const status of new Set(codes.map((code) => ERRORS[code][0]))) {
        const known = operation.responses[status] as
          { description: string; content: { 'application/json': { examples: object } } } | undefined;
        const isNew = (code: ErrorCode) => !known || !(code in known.content['application/json'].examples);
        const more = codes.filter((code) => ERRORS[code][0] === status && isNew(code));
        if (more.length === 0) continue;
        const { description, examples } = errorResponse(status, more);
        operation.responses[status] = {
          description: known ? `${known.description}\n\n${description}` : description,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ErrorAnswer' },
              examples: { ...known?.content['application/json'].examples, ...examples },
            },
          },
        };
      }
    }
  }
  return document;
}

function describePath({ parameters = [] }: Operation): void {
  for (const parameter of parameters) {
    const description = PATH_PARAMETERS[parameter.name];
    if (parameter.in === 'path' && description !== undefined) parameter.description ??= description;
  }
}

/** What an operation can answer because of what it takes and of who may call it. */
function commonErrors({ security = [], parameters = [], ...operation }: Operation): ErrorCode[] {
  const isGuarded = operation[GUARDED] === true;
  return [
    ...ANYWHERE,
    ...(isGuarded ? WITH_CREDENTIAL : []),
    ...pick(isGuarded && !security.some((scheme) => API_KEY_SCHEME in scheme), 'TokenRequired'),
    ...pick(operation.requestBody !== undefined, 'RequestTimeout'),
    ...pick(
      parameters.some((parameter) => parameter.in === 'path'),
      'ResourceNotFound',
    ),
    ...pick(
      parameters.some((parameter) => parameter.in === 'query' && parameter.name === 'continue'),
      'InvalidCursor',
    ),
    ...pick(
      parameters.some((parameter) => parameter.name === IDEMPOTENCY_KEY),
      'IdempotencyMismatch',
    ),
  ];
}

function pick(isGiven: boolean, code: ErrorCode): ErrorCode[] {
  return isGiven ? [code] : [];
}
