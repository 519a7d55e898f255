import { Injectable } from '@nestjs/common';

/** What can become of a key that a back end asks about. */
const RESULTS = [
  'VALID',
  'NOT_FOUND',
  'INACTIVE',
  'EXPIRED',
  'OWNER_INACTIVE',
  'TENANT_SUSPENDED',
  'INSUFFICIENT_PERMISSIONS',
  'RATE_LIMITED',
] as const;
type Result = (typeof RESULTS)[number];

/** What became of keys that back ends asked about: a request that is answered 200 may be about a hundred of them. */
@Injectable()
export class VerificationCounts {
  readonly results = Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<Result, number>;

  count(result: Result): void {
    this.results[result]++;
  }
}
