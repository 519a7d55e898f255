import { Injectable } from '@nestjs/common';

/** What became of keys that back ends asked about: a request that is answered 200 may be about a hundred of them. */
@Injectable()
export class VerificationCounts {
  readonly results: Record<string, number> = {};

  /** Says once what can become of a key: each is told as 0 from the start, so that the first one is seen as a rise. */
  expect(results: readonly string[]): void {
    for (const result of results) this.results[result] ??= 0;
  }

  /** @param result one of those that are expected. */
  count(result: string): void {
    this.results[result] = (this.results[result] ?? 0) + 1;
  }
}
