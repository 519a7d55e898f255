// What `npm run mutation` changes, one place at a time, and which specs have to notice.

/** The newest major that runs on Node.js 20. Installed beside the project, which does not depend on it. */
export const STRYKER = ['@stryker-mutator/core@9.6.1', '@stryker-mutator/vitest-runner@9.6.1'];

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
    specs: ['libs/secrets/{exchanged-token,token}.spec.ts'],
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
    specs: ['src/auth/presented-credential.spec.ts'],
  },
  guards: {
    mutate: ['src/auth/{authentication.guard,api-key.strategy,token.strategy,or-fault}.ts'],
    specs: ['src/auth/authentication.guard.spec.ts'],
  },
  rights: {
    mutate: ['src/auth/permission.guard.ts'],
    specs: ['src/auth/permission.guard.spec.ts'],
  },
  browsers: {
    mutate: ['src/auth/browser-requests.rules.ts'],
    specs: ['src/auth/browser-requests.rules.spec.ts'],
  },
  'known-credentials': {
    mutate: [
      'src/auth/{known-records,permission-sets}.ts',
      'src/auth/{known-credentials,principals}.service.ts',
    ],
    specs: ['src/auth/{known-credentials,principals}.service.spec.ts'],
  },
  'exchanged-tokens': {
    mutate: ['src/auth/exchanged-tokens.service.ts'],
    specs: ['src/auth/exchanged-tokens.service.spec.ts'],
  },
  'session-services': {
    mutate: ['src/auth/{refresh,session-cookies,sessions,token-issuer}.service.ts'],
    specs: ['src/auth/{refresh,session-cookies,sessions,token-issuer}.service.spec.ts'],
  },
  'key-services': {
    mutate: ['src/api-keys/{key-lifetimes,key-owners}.service.ts'],
    specs: ['src/api-keys/{key-lifetimes,key-owners}.service.spec.ts'],
  },
};

/** Of the changes in all groups together so many have to be noticed, in percent. */
export const LEAST = 85;
