import type { OpenAPIObject } from '@nestjs/swagger';
import type { TestApp } from './test-app.js';

const FORM = 'application/x-www-form-urlencoded';

/** @returns whether an operation takes a form in place of JSON. */
export const takesForm = ({ requestBody }: Operation): boolean => requestBody?.content[FORM] !== undefined;

/** A schema as far as the tests read one. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  example?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
  allOf?: Schema[];
}

/** An operation as far as the tests read one. */
export interface Operation {
  method: string;
  path: string;
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema; examples?: { example?: { value: object } } }> };
  responses: Record<
    string,
    { description: string; headers?: object; content?: Record<string, { schema: Schema }> }
  >;
}

/** The document that the service serves. */
export class ServedDocument {
  private constructor(readonly document: OpenAPIObject) {}

  static async of(app: TestApp): Promise<ServedDocument> {
    const { body } = await app.http.get('/openapi.json').expect(200);
    return new ServedDocument(body as OpenAPIObject);
  }

  get operations(): Operation[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
      })),
    );
  }

  /** @returns the schema that a reference names, or the schema itself. */
  resolved(schema: Schema): Schema {
    const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (ref === undefined) return schema;
    const schemas = this.document.components?.schemas as Record<string, Schema>;
    return this.resolved(schemas[ref.split('/').at(-1) ?? ''] ?? {});
  }

  /** @returns the body that the docs fill in for somebody who tries the operation; undefined when it takes none. */
  exampleBody({ requestBody }: Operation): object | undefined {
    const media = requestBody?.content['application/json'] ?? requestBody?.content[FORM];
    return media && (media.examples?.example?.value ?? (this.exampleOf(media.schema) as object));
  }

  private exampleOf(schema: Schema): unknown {
    const { example, properties } = schema.example === undefined ? this.resolved(schema) : schema;
    if (example !== undefined) return example;
    if (!properties) return undefined;
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.exampleOf(property)]),
    );
  }
}
