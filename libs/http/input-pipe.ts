import { Injectable, ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { ApiError } from './error-catalogue.js';
import { shownName } from './shown-name.js';

const UNKNOWN = 'whitelistValidation';

/** Validates every body and query against its class: unknown fields are refused, and every bad field is named at once. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      stopAtFirstError: true,
      exceptionFactory: (faults) => new ApiError('InvalidInput', { details: detailsOf(faults) }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && metadata.metatype === Array) return list(value);
    if (metadata.type === 'body' && value === undefined) return this.refuseAbsent(metadata);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (metadata.type === 'body' && value !== undefined && !isObject) {
      throw new ApiError('InvalidInput', { details: { body: 'must be a JSON object' } });
    }
    return super.transform(
      metadata.type === 'query' ? withoutCredential(value) : value,
      metadata,
    ) as Promise<unknown>;
  }

  /** What is missing is named; a body that may be empty must be there all the same: its loss must not mean "nothing of it". */
  private async refuseAbsent(metadata: ArgumentMetadata): Promise<never> {
    await super.transform({}, metadata);
    throw new ApiError('InvalidInput', { details: { body: 'must be a JSON object' } });
  }
}

/** A body that is a list is for its service to read. */
function list(value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new ApiError('InvalidInput', { details: { body: 'must be a JSON array' } });
  return value;
}

/** The credential may travel in the query; it is the guard's business and no field of any list. */
function withoutCredential(query: unknown): unknown {
  return Object.fromEntries(Object.entries(query as object).filter(([name]) => name !== 'ApiKey'));
}

/** @returns `{"spec.expiry": "must be ...", ...}`: the path of each field and what it must be. */
function detailsOf(faults: ValidationError[], path = ''): Record<string, string> {
  const details: Record<string, string> = {};
  for (const { property, constraints, children } of faults) {
    const name = path + shownName(property);
    const [[rule, text] = []] = Object.entries(constraints ?? {});
    if (rule !== undefined && text !== undefined)
      details[name] = rule === UNKNOWN ? 'is not a known field' : text;
    else Object.assign(details, detailsOf(children ?? [], `${name}.`));
  }
  return details;
}
