// What `npm run mutation` changes, one place at a time, and which specs have to notice.

/** The newest major that runs on Node.js 20. Installed beside the project, which does not depend on it. */
export const STRYKER = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/jest-runner@9.6.1'];

/** The code that decides, and the specs that are about it: few for each, because all of them are loaded for each change. */
export const GROUPS = {
  permissions: {
    mutate: ['libs/access/{permission-expression,permissions}.ts'],
    specs: ['libs/access/*.spec.ts'],
  },
  keys: {
    mutate: ['libs/secrets/api-key-format.ts', 'src/{api-keys,auth}/api-key.rules.ts'],
    specs: ['libs/secrets/api-key-format.spec.ts', 'src/{api-keys,auth}/api-key.rules.spec.ts'],
  },
  tokens: {
    mutate: ['libs/secrets/{exchanged-token,token}.ts'],
    specs: ['libs/secrets/token.spec.ts', 'test/oauth/exchanged-token.e2e-spec.ts'],
  },
  sessions: {
    mutate: ['src/auth/session.rules.ts'],
    specs: ['src/auth/session.rules.spec.ts'],
  },
  copies: {
    mutate: ['src/auth/{copies,copy-table,subject-marks}.ts'],
    specs: ['src/auth/{copies,copies-in-time,copy-table,subject-marks}.spec.ts'],
  },
  'presented-credentials': {
    mutate: ['src/auth/presented-credential.ts'],
    specs: [
      'test/api-keys/{ambiguous-credentials,query-parameter}.e2e-spec.ts',
      'test/oauth/token.e2e-spec.ts',
    ],
  },
  guards: {
    mutate: ['src/auth/authentication.guard.ts', 'src/auth/{api-key,token}.strategy.ts'],
    specs: [
      'test/api-keys/query-parameter.e2e-spec.ts',
      'test/auth/malformed-credentials.e2e-spec.ts',
      'test/oauth/introspect-callers.e2e-spec.ts',
      'test/security/in-invalid-credentials.e2e-spec.ts',
    ],
  },
  rights: {
    mutate: ['src/auth/permission.guard.ts'],
    specs: [
      'test/api-keys/key-of-a-key.e2e-spec.ts',
      'test/auth/{logout,password-change}.e2e-spec.ts',
      'test/roles/rights.e2e-spec.ts',
    ],
  },
  browsers: {
    mutate: ['src/auth/browser-requests.rules.ts'],
    specs: ['test/auth/session-cookie.e2e-spec.ts', 'test/security/wb-other-sites.e2e-spec.ts'],
  },
  'known-credentials': {
    mutate: [
      'src/auth/known-records.ts',
      'src/auth/{exchanged-tokens,known-credentials,principals}.service.ts',
    ],
    specs: [
      'test/oauth/exchanged-token.e2e-spec.ts',
      'test/security/{ak-replaced-values,tk-signature-cache}.e2e-spec.ts',
      'test/verification/{forward-auth,verify-keys}.e2e-spec.ts',
    ],
  },
  'session-services': {
    mutate: ['src/auth/{refresh,session-cookies,sessions,token-issuer}.service.ts'],
    specs: [
      'test/auth/{refresh,refresh-refused,refresh-strict,session-cookie,sessions-delete,sessions-list,tokens-revoke}.e2e-spec.ts',
    ],
  },
  'key-services': {
    mutate: ['src/api-keys/{api-key-issuer,key-lifetimes,key-owners}.service.ts'],
    specs: [
      'test/api-keys/{create,create-refusals,key-of-a-key,lending}.e2e-spec.ts',
      'test/security/ak-lifetimes.e2e-spec.ts',
    ],
  },
};

/** Of the changes in all groups together so many have to be noticed, in percent. */
export const LEAST = 85;
