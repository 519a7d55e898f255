import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiProperty, ApiResponse } from '@nestjs/swagger';
import { ERRORS } from './error-catalogue.js';
import type { ErrorCode } from './error-catalogue.js';

/** What a creating call answers. */
export class UidAnswer {
  @ApiProperty({ description: 'The uid of the new thing', example: '01990f6e-7c2a-7b1e-9d53-0c1f2a3b4c5d' })
  uid: string;
}

/** The error body, for the docs. */
export class ErrorAnswer {
  @ApiProperty({
    description: 'A stable name; see the list of codes in the docs',
    example: 'ResourceNotFound',
  })
  code: string;

  @ApiProperty({ example: 'There is no such thing.' })
  message: string;

  @ApiProperty({
    required: false,
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'Particulars, by field where there are fields',
  })
  details?: Record<string, string>;

  @ApiProperty({ description: 'The id of this request in the log', example: 'req-4f7c' })
  ref: string;

  @ApiProperty({
    required: false,
    description: 'The same for OAuth clients, under /v1/oauth2 (RFC 6749, 5.2)',
  })
  error?: string;

  @ApiProperty({ required: false })
  error_description?: string;
}

/** An example of the body that works as it is; without one the docs would fill in every field at once. */
export const Takes = (type: new () => object, example: object) =>
  ApiBody({ type, examples: { example: { value: example } } });

/** The same for a body that is a list. */
export const TakesList = (type: new () => object, example: object[]) =>
  ApiBody({ type, isArray: true, examples: { example: { value: example } } });

const AUDIT_UID_HEADER = {
  headers: {
    AuditUid: { description: 'The audit entry of this change', schema: { type: 'string' as const } },
  },
};

/** Marks, for whoever builds the document, a route that never answers with a body; it says all that it answers itself. Not in the document. */
export const BODILESS = 'x-latchkey-bodiless';

/** The route answers with a body of this class. */
export const Answers = (
  status: 200 | 201,
  type: new () => object,
  description: string,
  { auditUid = false } = {},
) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, type, description, ...(auditUid && AUDIT_UID_HEADER) }),
  );

/** The route answers 204 without a body. */
export const AnswersNothing = (description: string, { auditUid = false } = {}) =>
  applyDecorators(
    HttpCode(204),
    ApiResponse({ status: 204, description, ...(auditUid && AUDIT_UID_HEADER) }),
  );

/** Errors that belong to this route, beyond those that any route can answer. */
export const Fails = (...codes: ErrorCode[]) => {
  const byStatus = groupByStatus(codes);
  return applyDecorators(
    ...[...byStatus].map(([status, group]) => ApiResponse(errorResponse(status, group))),
  );
};

/** Describes one error status, with an example for each code that can come with it. */
export function errorResponse(status: number, codes: ErrorCode[]) {
  return {
    status,
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code][1]}`).join('\n\n'),
    type: ErrorAnswer,
    examples: Object.fromEntries(
      codes.map((code) => [
        code,
        { summary: code, value: { code, message: ERRORS[code][1], ref: 'req-4f7c' } },
      ]),
    ),
  };
}

function groupByStatus(codes: ErrorCode[]): Map<number, ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>();
  for (const code of codes) groups.set(ERRORS[code][0], [...(groups.get(ERRORS[code][0]) ?? []), code]);
  return groups;
}
