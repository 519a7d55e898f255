/**
 * Every error this service can answer, in one place: the stable `code` that clients may test, the HTTP status it
 * travels with, and the text it carries unless the place that throws has a better one.
 */
export const ERRORS = {
  InvalidInput: [400, 'The request has fields that cannot be accepted; "details" names each.'],
  MalformedJson: [400, 'The body is not well-formed JSON.'],
  BadRequest: [400, 'The request is malformed.'],
  AmbiguousCredentials: [
    400,
    'Send exactly one credential: an ApiKey header, an ApiKey query parameter or an Authorization header, once.',
  ],
  InvalidCursor: [
    400,
    'The "continue" value does not belong to this list and these filters; start again without it.',
  ],
  WrongPassword: [400, 'The current password is not right.'],
  InvalidLink: [400, 'This link has expired or was used already; ask for a new one.'],
  UnsupportedGrantType: [
    400,
    'The only grant_type is urn:ietf:params:oauth:grant-type:token-exchange (RFC 8693).',
  ],
  InvalidSubjectToken: [400, 'The subject_token is no API key, or does not count.'],
  InvalidScope: [400, 'The scope has something that the owner of the API key may not do.'],
  InvalidTarget: [400, 'A token cannot be made for this audience.'],
  NotAuthenticated: [401, 'No credential was sent, or it does not count.'],
  LoginFailed: [401, 'Organisation, e-mail and password do not match an active account.'],
  SetupTokenInvalid: [
    401,
    'The setup token is not right; it is printed at the start of the service and lies in its data directory.',
  ],
  Forbidden: [403, 'You may not do this.'],
  PasswordExpired: [403, 'The password has expired; set a new one with PATCH /v1/users/password/change.'],
  TokenRequired: [403, 'An API key cannot do this; log in and use the authorization token.'],
  LoginTooOld: [403, 'This needs a login of the last five minutes; log in again and repeat it.'],
  ResourceNotFound: [404, 'There is no such thing.'],
  MethodNotAllowed: [405, 'The address exists, but not with this method.'],
  RequestTimeout: [408, 'The request did not arrive in time.'],
  DuplicateResource: [409, 'Something with this name exists already.'],
  LastAdministrator: [409, 'This is the last active administrator; make another one first.'],
  ApiKeyExpired: [409, 'The API key has expired; make a new one.'],
  ApiKeyInactive: [409, 'The API key is revoked; re-activate it first, or make a new one.'],
  ApiKeyLeaked: [409, 'The API key was reported as leaked and never counts again; make a new one.'],
  ApiKeyNotRecoverable: [
    409,
    'The value of this API key was not kept; only keys made or rotated while recoverable keys are on can be shown again.',
  ],
  LifetimeTooLong: [
    409,
    'The API key would live longer than its organisation allows; give it an earlier expiry first.',
  ],
  SetupDone: [409, 'This installation is set up already; log in instead.'],
  OwnTenant: [409, 'The organisation of a platform administrator cannot be suspended or deleted.'],
  AccountPending: [409, 'The account has not been activated yet; its activation link is the way in.'],
  PasswordResetNeeded: [
    409,
    'After this many wrong passwords in a row only a new one lets them in; start a password reset.',
  ],
  BuiltInRole: [409, 'Built-in roles cannot be changed or deleted; clone one and change the copy.'],
  RoleInUse: [409, 'Somebody holds this role; take it from them first, or delete it with ?force=true.'],
  TooMany: [409, 'There are as many of these as there may be; delete one first.'],
  PatchTestFailed: [409, 'A "test" operation of the patch does not hold; nothing was changed.'],
  AlreadyDone: [409, 'This Idempotency-Key was used already; "details" names what was made with it.'],
  IdempotencyMismatch: [409, 'This Idempotency-Key was used already, for another request.'],
  PayloadTooLarge: [413, 'The body is too large.'],
  UriTooLong: [414, 'The address is too long.'],
  UnsupportedMediaType: [
    415,
    'Bodies must be JSON (Content-Type: application/json), those under /v1/oauth2 forms (application/x-www-form-urlencoded).',
  ],
  TooManyRequests: [429, 'Too many requests; wait and try again.'],
  HeadersTooLarge: [431, 'The headers are too large.'],
  InternalError: [500, 'Something went wrong on our side. The log has more under this "ref".'],
  OutcomeUnknown: [
    500,
    'The connection to the database was lost while the change was being written: look whether it was done before you repeat it.',
  ],
  ServiceUnavailable: [503, 'The service cannot do this right now; nothing was changed. Try again shortly.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** Seconds a client should wait after a 429 or 503. */
const RETRY_AFTER_SECONDS = 1;

/**
 * The one error that services throw. It knows no HTTP: the catalogue gives the status.
 * Neither message nor details may hold a credential, SQL, a path of ours or a library's text.
 */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;

  /**
   * @param code one of the catalogue. @param details machine-readable particulars, by field where there are fields.
   * @param message replaces the catalogue's text. @param cause for the log only.
   */
  constructor(
    readonly code: ErrorCode,
    {
      details,
      message,
      cause,
      allow,
      retryAfter = RETRY_AFTER_SECONDS,
    }: {
      details?: Record<string, string>;
      message?: string;
      cause?: unknown;
      allow?: string;
      retryAfter?: number;
    } = {},
  ) {
    super(message ?? ERRORS[code][1], { cause });
    this.status = ERRORS[code][0];
    this.details = details;
    this.allow = allow;
    this.retryAfter = retryAfter;
  }

  readonly details: Record<string, string> | undefined;
  /** The methods that an address has, for a 405. */
  private readonly allow: string | undefined;
  /** In seconds, for 429 and 503. */
  private readonly retryAfter: number;

  /** Headers that belong to this kind of answer. */
  get headers(): Record<string, string> {
    if (this.allow !== undefined) return { Allow: this.allow };
    if (this.status === 401)
      return { 'WWW-Authenticate': 'Bearer realm="latchkey", ApiKey realm="latchkey"' };
    if (this.status === 429 || this.status === 503) return { 'Retry-After': String(this.retryAfter) };
    return {};
  }
}

/** @returns the error for a bare HTTP status, as frameworks report them. */
export function errorForStatus(status: number, cause: unknown): ApiError {
  const code = GENERAL_CODES.find((candidate) => ERRORS[candidate][0] === status);
  return new ApiError(code ?? (status < 500 ? 'BadRequest' : 'InternalError'), { cause });
}

/** The general code of each status that a framework may answer by itself. */
const GENERAL_CODES: ErrorCode[] = [
  'BadRequest',
  'NotAuthenticated',
  'Forbidden',
  'ResourceNotFound',
  'MethodNotAllowed',
  'RequestTimeout',
  'PayloadTooLarge',
  'UriTooLong',
  'UnsupportedMediaType',
  'TooManyRequests',
  'HeadersTooLarge',
  'ServiceUnavailable',
];
