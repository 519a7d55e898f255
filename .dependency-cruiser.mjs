// Who may import whom, as one table. The rules below are made from it; each says why it is there.
const ROOMS = {
  // room: the rooms it may enter
  config: [],
  database: ['config'],
  audit: ['config'],
  idempotency: [],
  health: [],
  changes: ['config'],
  'cross-tenant': ['audit'],
  'key-uses': [],
  limits: ['config'],
  lockouts: ['config'],
  mail: ['audit', 'config'],
  'recoverable-keys': [],
  tenants: ['recoverable-keys', 'audit', 'changes', 'config'],
  roles: ['tenants', 'audit', 'changes', 'idempotency'],
  users: ['roles', 'tenants', 'lockouts', 'mail', 'audit', 'changes', 'idempotency', 'config'],
  'api-keys': [
    'users',
    'tenants',
    'limits',
    'mail',
    'audit',
    'changes',
    'idempotency',
    'key-uses',
    'recoverable-keys',
    'config',
  ],
  auth: [
    'api-keys',
    'users',
    'roles',
    'tenants',
    'limits',
    'lockouts',
    'audit',
    'changes',
    'key-uses',
    'config',
  ],
  metrics: ['auth', 'limits', 'changes', 'cross-tenant', 'mail', 'database', 'config'],
  verification: ['auth', 'limits', 'metrics', 'key-uses', 'config'],
  oauth: ['auth', 'limits', 'key-uses', 'config'],
  setup: ['users', 'limits', 'config'],
};

const LIBS = ['access', 'console', 'http', 'jobs', 'logging', 'persistence', 'secrets', 'time'];

/** What a room shows to others: its module, its services, its entities' types, config's few plain files, and how a request shows a credential. */
const FRONT_DOOR = String.raw`\.(module|service|entity)\.ts$|^src/config/|^src/database/(data-source|schema)\.ts$|^src/auth/presented-credential\.ts$`;

/** The files that may know TypeORM. */
const DATA_FILES = String.raw`\.(repository|entity|module)\.ts$|^src/database/|^libs/persistence/|^ormconfig\.ts$`;

const rooms = Object.entries(ROOMS).map(([room, mayEnter]) => ({
  name: `room-${room}`,
  comment: `${room} may enter ${mayEnter.join(', ') || 'no other room'}: an arrow the other way makes a cycle, or business rules where none belong`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [room, ...mayEnter].map((name) => `^src/${name}/`) },
}));

const libs = LIBS.map((lib) => ({
  name: `lib-${lib}`,
  comment: 'a lib is a leaf: it imports nothing of ours, so that it can be read and tested alone',
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(src|libs)/', pathNot: `^libs/${lib}/` },
}));

export default {
  forbidden: [
    ...rooms,
    ...libs,
    {
      name: 'no-circular',
      comment: 'whoever reads one of two files that need each other has to read both',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nobody imports is dead, or a start of its own',
      severity: 'error',
      from: { orphan: true, path: '^(src|libs)/', pathNot: String.raw`\.spec\.ts$` },
      to: {},
    },
    {
      name: 'front-door',
      comment:
        'from another room only its module, a service or an entity as a type: the rest may change without asking',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/', pathNot: ['^src/$1/', FRONT_DOOR] },
    },
    {
      name: 'entities-as-types',
      comment:
        'another room may say what a row looks like; reading and writing it is its own room’s business',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: String.raw`^src/([^/]+)/.*\.entity\.ts$`,
        pathNot: '^src/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'lib-front-door',
      comment:
        'a lib is used through its index; what an address is has to be known before #http, and Nest with it, is loaded',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^libs/', pathNot: String.raw`^libs/[^/]+/index\.ts$|^libs/http/email\.ts$` },
    },
    {
      name: 'services-know-no-http',
      comment: 'a route and a job call the same method: rules throw ApiError by name and know no request',
      severity: 'error',
      from: { path: String.raw`\.(service|rules|plan|repository|job)\.ts$` },
      to: { path: 'node_modules/(fastify|@nestjs/platform-fastify|@nestjs/swagger)/' },
    },
    {
      name: 'passport-only-in-auth',
      comment: 'one room decides who is calling',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: '^src/auth/' },
      to: { path: 'node_modules/(@nestjs/passport|passport[^/]*)/' },
    },
    {
      name: 'crypto-only-in-secrets',
      comment: 'secrets are made and compared in one small place; config makes the files that hold them',
      severity: 'error',
      from: {
        path: '^(src|libs)/',
        pathNot: '^libs/secrets/|^src/config/data-directory\\.ts$',
      },
      to: { path: '^(node:)?crypto$|node_modules/(jsonwebtoken|@node-rs/argon2)/' },
    },
    {
      name: 'typeorm-only-in-data-files',
      comment: 'rules must not depend on how rows are read',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: DATA_FILES },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'product-needs-no-tests',
      comment: 'what runs must not need what checks it',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: String.raw`\.spec\.ts$` },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    builtInModules: { add: [] },
    reporterOptions: { dot: { collapsePattern: '^(src|libs)/[^/]+' } },
  },
};
