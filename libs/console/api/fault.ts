/** What the service answered when it did not do what was asked, or that it did not answer. */
export class Fault extends Error {
  override name = 'Fault';

  /** @param code one of the service's catalogue, or `Unreachable`. @param details what is wrong, by field where there are fields. */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Record<string, string> = {},
    readonly status = 0,
  ) {
    super(message);
  }

  /** @returns whatever was thrown, as one of these. */
  static of(error: unknown): Fault {
    if (error instanceof Fault) return error;
    return new Fault('Unreachable', error instanceof Error ? error.message : String(error));
  }
}
