import type { Grants } from './permissions.js';

/** Where a request comes from, for the audit trail. */
export interface Origin {
  /** The client's address, as a trusted proxy reports it. */
  ip: string;
  /** The id that the answer's `ref` and the log carry. */
  requestId: string;
  userAgent: string;
}

/** What the caller showed. The value itself is not kept. */
export type Credential =
  | {
      kind: 'token';
      sessionUid: string;
      /** When its holder gave their password; refreshing makes it no younger. */
      loggedInAt: Date;
    }
  | {
      kind: 'apiKey';
      keyUid: string;
      /** The key's own end: nothing made with it may live longer. */
      expiry: Date;
    };

/** Who is calling: everything comes from the credential, nothing from the rest of the request. */
export interface Principal extends Grants {
  tenantUid: string;
  orgName: string;
  userUid: string;
  emailId: string;
  credential: Credential;
  origin: Origin;
}
