import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A schema of the interface as far as the tests read one. */
export interface Definition {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Definition>;
  items?: Definition;
  /** false: the field is sent even when there is nothing in it. */
  'x-omitempty'?: boolean;
}

export interface ContractOperation {
  operationId: string;
  /** `GET /v1/apiKeys/{uid}` */
  route: string;
  /** The one status below 400 that it lists. */
  status: number;
  /** What comes with that status; undefined when there is no body. */
  answer: Definition | undefined;
  /** The headers that come with it. */
  headers: string[];
  body: Definition | undefined;
  query: (Definition & { name: string })[];
}

/** The interface that existing clients were written against. */
export interface Contract {
  operations: ContractOperation[];
  definitions: Record<string, Definition>;
}

interface Parameter extends Definition {
  in: string;
  name: string;
  schema?: Definition;
}

interface Methods {
  parameters?: Parameter[];
  [method: string]: unknown;
}

interface Listed {
  operationId: string;
  parameters?: Parameter[];
  responses: Record<string, { schema?: Definition; headers?: object }>;
}

/** Reference data that need not be there: a copy beside this one, or where it is kept. */
const FILE = [join(__dirname, '../../../../shared/contract'), '/work/shared/contract']
  .map((directory) => join(directory, 'palette-v1.swagger.json'))
  .find((file) => existsSync(file));

/** @returns the interface, or undefined where the file is not. */
export function readContract(): Contract | undefined {
  if (FILE === undefined) return undefined;
  const { paths, definitions } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    paths: Record<string, Methods>;
    definitions: Record<string, Definition>;
  };
  const operations = Object.entries(paths).flatMap(([path, { parameters = [], ...methods }]) =>
    Object.entries(methods).map(([method, listed]) =>
      operationOf(`${method.toUpperCase()} ${path}`, listed as Listed, parameters),
    ),
  );
  return { operations, definitions };
}

function operationOf(route: string, listed: Listed, ofPath: Parameter[]): ContractOperation {
  const parameters = [...ofPath, ...(listed.parameters ?? [])];
  const [status = '', { schema, headers = {} } = {}] =
    Object.entries(listed.responses).find(([code]) => code < '400') ?? [];
  return {
    operationId: listed.operationId,
    route,
    status: Number(status),
    answer: schema,
    headers: Object.keys(headers),
    body: parameters.find((parameter) => parameter.in === 'body')?.schema,
    query: parameters.filter((parameter) => parameter.in === 'query'),
  };
}

/** @returns the schema that a reference names, or the schema itself. */
export function resolved(schema: Definition, definitions: Record<string, Definition>): Definition {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved(definitions[name] ?? {}, definitions);
}

/** Something with every field, whatever is in them. */
export function sampleOf(schema: Definition, definitions: Record<string, Definition>): unknown {
  const { type = '', properties, items } = resolved(schema, definitions);
  if (properties)
    return Object.fromEntries(
      Object.entries(properties).map(([field, property]) => [field, sampleOf(property, definitions)]),
    );
  if (type === 'array' && items) return [sampleOf(items, definitions)];
  return { object: {}, boolean: true, integer: 1, number: 1 }[type] ?? 'x';
}
