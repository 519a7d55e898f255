// Nest 12 and a few of its friends are ESM-only, which jest cannot load on Node 20: swc turns them
// and our TypeScript into CommonJS. A new ESM-only dependency means adding its name here.
const esmOnly = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  '@borewit',
  '@tokenizer',
  'uint8array-extras',
  'es-toolkit',
  'uid',
  'inflate',
  'uuid',
  'p-limit',
  'yocto-queue',
];

const swc = (syntax) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax, decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

export default {
  rootDir: '.',
  roots: ['<rootDir>/src', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'], // `npm run test:browser`
  testEnvironment: 'node',
  // what a file loaded is not all given back: without an end a worker would spend its time on collecting garbage
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/test/support/template-directory.mjs',
  globalTeardown: '<rootDir>/test/support/template-removal.mjs',
  setupFiles: ['reflect-metadata'],
  transform: { '\\.ts$': swc('typescript'), '\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^#(access|http|jobs|logging|persistence|secrets|time)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  maxWorkers: '100%',
  testTimeout: 30_000,
};
