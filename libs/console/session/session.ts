import { answered, clientFor } from '../api/client.js';
import { Fault } from '../api/fault.js';
import { received, timeToRenew } from './token.js';
import type { Token } from './token.js';

/** The last token of a session may have no life left: whatever it says, the service is not asked without end. */
const SHORTEST_PAUSE_MS = 1000;

/** `lapsed`: somebody was signed in, and what they were doing is still on the screen. */
export type SessionState = 'starting' | 'signedOut' | 'signedIn' | 'lapsed';

export interface Login {
  emailId: string;
  password: string;
  org?: string;
}

/**
 * Who is signed in. The token is kept here and nowhere else, so a script that finds its way into storage finds nothing; after a reload the
 * session is found again by its cookie, which scripts cannot read.
 */
export class Session {
  state: SessionState = 'starting';
  /** How often a session was begun here. */
  logins = 0;
  #token: Token | undefined;
  #renewal: Promise<boolean> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: ((isSignedIn: boolean) => void)[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #public = clientFor((request) => fetch(request));

  /** For React. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What time it is at the service, in milliseconds; undefined while nobody is signed in. */
  get serviceTime(): number | undefined {
    return this.#token && this.#token.serviceStart + performance.now();
  }

  /** Finds the session of this browser again, when there is one. */
  async resume(): Promise<void> {
    const isFound = await this.#byCookie().catch(() => false);
    if (this.state === 'starting') this.#become(isFound ? 'signedIn' : 'signedOut');
  }

  /** Also for whoever is signed in and has to show that it is they. @throws Fault */
  async logIn({ emailId, password, org = '' }: Login): Promise<void> {
    const before = this.#token?.value;
    const body = { emailId, password, ...(org !== '' && { org }) };
    this.#keep(await answered(this.#public.POST('/v1/auth/authenticate', { body })));
    this.logins++;
    this.#become('signedIn');
    for (const goOn of this.#waiting.splice(0)) goOn(true);
    if (before !== undefined) await this.#end(before);
  }

  /** Ends a session that another has taken the place of; otherwise it would go on until its time is over. */
  async #end(token: string): Promise<void> {
    const headers = { Authorization: this.#token?.value ?? '' };
    const body = { tokens: [token] };
    await this.#public.POST('/v1/users/auth/tokens/revoke', { headers, body }).catch(() => undefined);
  }

  /** Ends the session here and at the service; here also when the service cannot be reached. */
  async logOut(): Promise<void> {
    const headers = { Authorization: this.#token?.value ?? '' };
    this.#forget();
    this.#become('signedOut');
    for (const giveUp of this.#waiting.splice(0)) giveUp(false);
    await this.#public.POST('/v1/auth/logout', { headers }).catch(() => undefined);
  }

  /** Sends a request with the token. When it does not count any more, the request waits until somebody has signed in again. */
  readonly send = async (request: Request): Promise<Response> => {
    if (this.#token && timeToRenew(this.#token) === 0) await this.#renew();
    const again = request.clone();
    const sent = this.#token;
    const answer = await this.#authorized(request);
    if (answer.status !== 401) return answer;
    // another request may have been told so before, and has seen to it
    const isReplaced = this.#token !== undefined && this.#token !== sent;
    if (!isReplaced && !(await this.#renew()) && !(await this.#signedInAgain()))
      throw new Fault('NotAuthenticated', 'Signed out.', {}, 401);
    return this.#authorized(again);
  };

  #authorized(request: Request): Promise<Response> {
    if (this.#token) request.headers.set('Authorization', this.#token.value);
    return fetch(request);
  }

  /** Many may ask at once; the service is asked once. @returns false when the session has ended. @throws Fault when nobody can say. */
  #renew(): Promise<boolean> {
    this.#renewal ??= this.#renewed().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewed(): Promise<boolean> {
    if (await this.#byToken()) return true;
    if (await this.#byCookie()) return true;
    this.#forget();
    return false;
  }

  async #byToken(): Promise<boolean> {
    if (!this.#token) return false;
    const headers = { Authorization: this.#token.value };
    return this.#kept(answered(this.#public.POST('/v1/auth/refresh', { headers })));
  }

  async #byCookie(): Promise<boolean> {
    return this.#kept(answered(this.#public.POST('/v1/auth/session')));
  }

  /** @returns false when the service refuses. */
  async #kept(asking: Promise<{ Authorization: string }>): Promise<boolean> {
    try {
      this.#keep(await asking);
      return true;
    } catch (error) {
      const { status } = Fault.of(error);
      if (status === 401 || status === 403) return false;
      throw error;
    }
  }

  #keep({ Authorization: value }: { Authorization: string }): void {
    this.#token = received(value);
    clearTimeout(this.#timer);
    const pause = Math.max(SHORTEST_PAUSE_MS, timeToRenew(this.#token));
    this.#timer = setTimeout(() => void this.#renew().catch(() => undefined), pause);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#token = undefined;
  }

  #signedInAgain(): Promise<boolean> {
    if (this.state === 'signedOut') return Promise.resolve(false);
    this.#become('lapsed');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #become(state: SessionState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}
