// Makes the types of the console's client from the OpenAPI document of the built service. `--check` only says whether they are current.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = 'libs/console/api/schema.d.ts';
const ERROR = '#/components/schemas/ErrorAnswer';
const HEAD = '// Made by `npm run api-types` from the OpenAPI document of the service: do not edit.\n\n';

const fresh = HEAD + astToString(await openapiTS(shortened(await servedDocument())));
if (!process.argv.includes('--check')) writeFileSync(FILE, fresh);
else if (readFileSync(FILE, 'utf8') !== fresh) {
  console.error(`${FILE} is stale; run: npm run api-types`);
  process.exitCode = 1;
}

/** Every operation lists every error that it can answer, and all of them have one shape: here it stands once. Prose is in the document itself. */
function shortened(document) {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    const { responses } = operation;
    const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
    const bad = Object.values(responses).find(
      ({ content }) => content?.['application/json']?.schema?.$ref === ERROR,
    );
    operation.responses = Object.fromEntries(good);
    if (bad) operation.responses.default = { ...bad, description: 'An error' };
    for (const prose of ['summary', 'description']) delete operation[prose];
  }
  return document;
}

/** What the service itself says, started in an empty directory. */
async function servedDocument() {
  const cwd = mkdtempSync(join(tmpdir(), 'latchkey-types-'));
  const env = { PATH: process.env.PATH, PORT: '0', LATCHKEY_DOCS: 'true' };
  const service = spawn(process.execPath, [resolve('dist/main.js')], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const answer = await fetch(`${await addressOf(service)}/openapi.json`);
    return await answer.json();
  } finally {
    service.kill();
    await once(service, 'close');
    rmSync(cwd, { recursive: true });
  }
}

async function addressOf(service) {
  let said = '';
  for await (const text of service.stderr.setEncoding('utf8')) {
    said += text;
    const [, address] = /^Address: +(\S+)$[^]*^-+$/m.exec(said) ?? [];
    if (address) return address;
  }
  throw new Error(`The service did not start:\n${said}`);
}
