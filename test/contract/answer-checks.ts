import type { Response } from 'supertest';
import { Ajv } from 'ajv';
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import addFormatsTo from 'ajv-formats';
import { resolved } from '../support/contract.js';
import type { Contract, Definition } from '../support/contract.js';
import type { Operation, ServedDocument } from '../support/openapi.js';

/** An answer as far as it is checked. */
export type Answer = Pick<Response, 'status' | 'headers' | 'text' | 'body'>;

/** What is wrong with an answer, one text for each fault; empty when it is as it was promised. */
export type Faults = string[];

/** Checks answers against the interface of existing clients. */
export class ContractChecks {
  private readonly ajv = newAjv();

  constructor(private readonly contract: Contract) {
    this.ajv.addSchema({ $id: 'contract', definitions: withAlwaysSent(contract.definitions) });
  }

  success(operationId: string, answer: Answer): Faults {
    const operation = this.contract.operations.find((each) => each.operationId === operationId);
    if (!operation) return [`the contract has no ${operationId}`];
    return [
      ...fault(answer.status !== operation.status, `status ${answer.status} instead of ${operation.status}`),
      ...operation.headers.flatMap((name) => fault(!isUid(answer, name), `no header ${name}`)),
      ...this.body(operation.answer, answer),
    ];
  }

  refusal(answer: Answer): Faults {
    return this.body({ $ref: '#/definitions/v1Error' }, answer);
  }

  private body(schema: Definition | undefined, answer: Answer): Faults {
    if (schema === undefined) return emptyBody(answer);
    const name = schema.$ref?.split('/').at(-1);
    const validate = this.ajv.getSchema(`contract#/definitions/${name}`);
    if (!validate) return [`the contract has no definition ${name}`];
    // a Go client reads the answer with the consumer for this type, and has none for others
    return [...fault(!isJson(answer), 'is not JSON'), ...validated(validate, answer.body)];
  }
}

/** Checks answers against the document that the service itself serves; a field that it does not tell of is a fault. */
export class DocumentChecks {
  private readonly ajv = newAjv();

  constructor(served: ServedDocument) {
    const { components } = closed(served.document) as { components: object };
    this.ajv.addSchema({ $id: 'served', components });
  }

  success(operation: Operation, answer: Answer): Faults {
    const told = operation.responses[answer.status];
    if (!told || answer.status >= 400) return [`status ${answer.status} is not told`];
    const headers = Object.keys(told.headers ?? {});
    return [
      ...headers.flatMap((name) => fault(!isUid(answer, name), `no header ${name}`)),
      ...fault('audituid' in answer.headers && !headers.includes('AuditUid'), 'tells of no header AuditUid'),
      ...this.body(told, answer),
    ];
  }

  refusal(operation: Operation, answer: Answer): Faults {
    const told = operation.responses[answer.status];
    const { code = '' } = answer.body as { code?: string };
    if (!told || answer.status < 400) return [`status ${answer.status} is not told`];
    const { examples = {} } = (told.content?.['application/json'] ?? {}) as { examples?: object };
    return [...fault(!(code in examples), `has no example of ${code}`), ...this.body(told, answer)];
  }

  private body({ content }: Operation['responses'][string], answer: Answer): Faults {
    const schema = content?.['application/json']?.schema;
    if (schema === undefined) return emptyBody(answer);
    return [
      ...fault(!isJson(answer), 'is not JSON'),
      ...validated(this.ajv.compile(closed(schema) as AnySchemaObject), answer.body),
    ];
  }
}

function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormatsTo.default(ajv);
  // a word for whoever shows the field, not about what is in it
  for (const name of ['password', 'int32', 'int64']) ajv.addFormat(name, true);
  return ajv;
}

function validated(validate: ValidateFunction, body: unknown): Faults {
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}

/** What Palette sends even when it is empty has to be there: a client written against it may count on that. */
function withAlwaysSent(definitions: Record<string, Definition>): Record<string, Definition> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const { properties = {}, required = [] } = definition;
      const always = Object.keys(properties).filter(
        (field) => resolved(properties[field] ?? {}, definitions)['x-omitempty'] === false,
      );
      return [name, { ...definition, required: [...new Set([...required, ...always])] }];
    }),
  );
}

/** @returns a copy in which no object may have fields that are not told, and which refers to the served document. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)])) as {
    type?: unknown;
    $ref?: unknown;
    additionalProperties?: unknown;
  };
  if (copy.type === 'object') copy.additionalProperties ??= false;
  if (typeof copy.$ref === 'string') copy.$ref = copy.$ref.replace(/^#/, 'served#');
  return copy;
}

function fault(isOne: boolean, text: string): Faults {
  return isOne ? [text] : [];
}

function emptyBody({ text, headers }: Answer): Faults {
  return [
    ...fault(text !== '', `has a body: ${text.slice(0, 100)}`),
    ...fault('content-type' in headers, 'has a content type'),
  ];
}

function isJson({ headers }: Answer): boolean {
  return /^application\/json(; charset=utf-8)?$/.test(
    (headers as Record<string, string>)['content-type'] ?? '',
  );
}

function isUid({ headers }: Answer, name: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(
    (headers as Record<string, string>)[name.toLowerCase()] ?? '',
  );
}
