import type { Origin, Principal } from './principal.js';

/** Who does something, as the audit trail keeps it. */
export interface Actor {
  type: 'user' | 'system';
  uid: string | null;
  emailId: string;
  credentialKind: '' | 'token' | 'apiKey';
  credentialUid: string | null;
  origin: Pick<Origin, 'ip' | 'requestId'>;
}

/** The service itself, such as a scheduled job. */
export const SYSTEM: Actor = {
  type: 'system',
  uid: null,
  emailId: '',
  credentialKind: '',
  credentialUid: null,
  origin: { ip: '', requestId: '' },
};

/** The caller of a request. */
export function actorOf(caller: Principal): Actor {
  const { credential } = caller;
  return {
    type: 'user',
    uid: caller.userUid,
    emailId: caller.emailId,
    credentialKind: credential.kind,
    credentialUid: credential.kind === 'token' ? credential.sessionUid : credential.keyUid,
    origin: caller.origin,
  };
}

/** Somebody without a credential: they log in, follow a link or set the service up. */
export function visitor(origin: Origin, user: { uid: string | null; emailId: string }): Actor {
  return {
    type: 'user',
    uid: user.uid,
    emailId: user.emailId.slice(0, 254),
    credentialKind: '',
    credentialUid: null,
    origin,
  };
}
