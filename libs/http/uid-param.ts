import { Param } from '@nestjs/common';
import { ApiError } from './error-catalogue.js';

const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A uid in the path. What cannot be one is "not found" without a look into the database. */
export const UidParam = (name = 'uid') =>
  Param(name, {
    transform(value: unknown): string {
      if (typeof value !== 'string' || !UID.test(value)) throw new ApiError('ResourceNotFound');
      return value;
    },
  });
