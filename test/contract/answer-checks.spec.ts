import type { Response } from 'supertest';
import type { Operation, ServedDocument } from '../support/openapi.js';
import { ContractChecks, DocumentChecks } from './answer-checks.js';

const UID = '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d';
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  ({
    status,
    body,
    text: body === undefined ? '' : JSON.stringify(body),
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
  }) as unknown as Response;

describe('the checks of answers', () => {
  describe('against the contract', () => {
    const checks = new ContractChecks({
      operations: [
        {
          operationId: 'make',
          route: 'POST /things',
          status: 201,
          answer: { $ref: '#/definitions/v1Thing' },
          headers: ['AuditUid'],
          body: undefined,
          query: [],
        },
        {
          operationId: 'end',
          route: 'DELETE /things',
          status: 204,
          answer: undefined,
          headers: [],
          body: undefined,
          query: [],
        },
      ],
      definitions: {
        v1Time: { type: 'string', format: 'date-time' },
        v1Thing: {
          type: 'object',
          required: ['uid'],
          properties: {
            uid: { type: 'string' },
            at: { $ref: '#/definitions/v1Time' },
            isOn: { type: 'boolean', 'x-omitempty': false },
          },
        },
        v1Error: { type: 'object', properties: { code: { type: 'string' } } },
      },
    });
    const thing = { uid: UID, at: '2030-01-01T00:00:00.000Z', isOn: false };
    const made = (body: unknown, headers: Record<string, string> = { audituid: UID }, status = 201) =>
      checks.success('make', answer(status, body, headers));

    it('find nothing wrong with what was promised, and more beside it', () => {
      expect(made(thing)).toEqual([]);
      expect(made({ ...thing, ours: 1 })).toEqual([]);
      expect(checks.success('end', answer(204, undefined))).toEqual([]);
    });

    it.each([
      ['another status', () => made(thing, { audituid: UID }, 200)],
      ['a header that is not there', () => made(thing, {})],
      ['a header that names nothing', () => made(thing, { audituid: '' })],
      ['a field that has to be there', () => made({ isOn: true })],
      ['a field that is always sent', () => made({ uid: UID })],
      ['another type', () => made({ ...thing, isOn: 'no' })],
      ['a time that is none', () => made({ ...thing, at: '1 January' })],
      [
        'another type of content',
        () => made(thing, { audituid: UID, 'content-type': 'application/problem+json' }),
      ],
      ['a body where there is to be none', () => checks.success('end', answer(204, {}))],
      ['an operation that nobody knows', () => checks.success('lend', answer(204, undefined))],
      ['an error whose code is no text', () => checks.refusal(answer(404, { code: 404 }))],
    ])('find %s', (_what, faults) => {
      expect(faults()).not.toEqual([]);
    });
  });

  describe('against the document', () => {
    const media = (name: string, examples = {}) => ({
      'application/json': { schema: { $ref: `#/components/schemas/${name}` }, examples },
    });
    const read: Operation = {
      method: 'GET',
      path: '/things',
      responses: {
        200: { description: '', content: media('Thing') },
        404: { description: '', content: media('Error', { ResourceNotFound: {} }) },
      },
    };
    let checks: DocumentChecks;

    beforeAll(() => {
      checks = new DocumentChecks({
        document: {
          components: {
            schemas: {
              Thing: {
                type: 'object',
                required: ['spec'],
                properties: { spec: { $ref: '#/components/schemas/Spec' } },
              },
              Spec: {
                type: 'object',
                properties: {
                  name: { type: 'string' },
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                },
              },
              Error: { type: 'object', properties: { code: { type: 'string' } } },
            },
          },
        },
      } as unknown as ServedDocument);
    });

    it('find nothing wrong with what is told', () => {
      const body = { spec: { name: 'x', labels: { any: 'text' } } };
      expect(checks.success(read, answer(200, body))).toEqual([]);
      expect(checks.refusal(read, answer(404, { code: 'ResourceNotFound' }))).toEqual([]);
    });

    it.each([
      ['a field that is not told', () => checks.success(read, answer(200, { spec: {}, more: 1 }))],
      ['one further down', () => checks.success(read, answer(200, { spec: { more: 1 } }))],
      ['a field that has to be there', () => checks.success(read, answer(200, {}))],
      ['a value of another type', () => checks.success(read, answer(200, { spec: { labels: { one: 1 } } }))],
      ['a status that is not told', () => checks.success(read, answer(201, { spec: {} }))],
      ['an error for a success', () => checks.success(read, answer(404, { code: 'ResourceNotFound' }))],
      ['a success for an error', () => checks.refusal(read, answer(200, { spec: {} }))],
      ['a header that is not told', () => checks.success(read, answer(200, { spec: {} }, { audituid: UID }))],
      ['a code that is not told', () => checks.refusal(read, answer(404, { code: 'Gone' }))],
    ])('find %s', (_what, faults) => {
      expect(faults()).not.toEqual([]);
    });
  });
});
