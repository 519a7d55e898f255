import { Injectable } from '@nestjs/common';
import { API_KEY_LENGTH, isApiKey, kidOf, sha256 } from '#secrets';
import type { ExchangedClaims, TokenClaims } from '#secrets';
import { Clock } from '#time';
import { LRUCache } from 'lru-cache';
import { ChangeFeed } from '../changes/change-feed.service.js';
import type { Subject } from '../changes/change-feed.service.js';
import { ConfigService } from '../config/config.service.js';
import type { ApiKeyCode } from './api-key.rules.js';
import { BatchedReads } from './batched-reads.js';
import { Copies } from './copies.js';
import type { CopyCounts } from './copies.js';
import type { KnownApiKey, KnownHolder, KnownSession } from './known-records.js';
import type { PresentedCredential } from './presented-credential.js';
import { PrincipalsService } from './principals.service.js';

import { isHeldBy } from './session.rules.js';
import { SubjectMarks } from './subject-marks.js';
import { TokenIssuer } from './token-issuer.service.js';

/** What became of a credential at this moment. */
export interface Verdict {
  code: ApiKeyCode;
  /** Whose it is; null when there is no such credential. Only with `VALID` may anything be done with it. */
  holder: KnownHolder | null;
  /** When it ends by itself. */
  expiry: Date | null;
  /** What it says itself, when it is a token that counts. */
  claims?: TokenClaims | ExchangedClaims;
}

/** There at once when nothing has to be read: most questions are answered without a promise. */
export type Soon<T> = T | Promise<T>;

/** Longer texts are not even looked at. */
const LONGEST_TOKEN = 4096;
const NOT_FOUND: Verdict = { code: 'NOT_FOUND', holder: null, expiry: null };

/**
 * Judges credentials for others, many times a second. What is stored of them is copied into memory and thrown away as soon as it changes,
 * here or on another instance; the judgement itself is made anew each time. When changes cannot be heard, nothing is taken from memory.
 */
@Injectable()
export class KnownCredentials {
  private readonly marks = new SubjectMarks();
  private readonly apiKeys: Copies<KnownApiKey>;
  private readonly sessions: Copies<KnownSession>;
  /** Claims of tokens whose signature was checked, by a digest of the whole text: checking one takes longer than all the rest. */
  private readonly signed: LRUCache<string, { claims: TokenClaims; kid: string }>;

  constructor(
    private readonly principals: PrincipalsService,
    private readonly tokens: TokenIssuer,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
    private readonly config: ConfigService,
  ) {
    const most = config.settings.LATCHKEY_CACHE_ENTRIES;
    const subjectsOf = (own: Subject, { userUid, tenantUid }: KnownHolder): Subject[] => [
      own,
      `user:${userUid}`,
      `tenant:${tenantUid}`,
    ];
    const keyReads = new BatchedReads((digests) => principals.apiKeys(digests));
    const sessionReads = new BatchedReads((uids) => principals.sessions(uids));
    this.apiKeys = new Copies<KnownApiKey>(
      most,
      this.marks,
      (key) => subjectsOf(`apiKey:${key.keyUid}`, key),
      (digest) => keyReads.read(digest),
    );
    this.sessions = new Copies<KnownSession>(
      most,
      this.marks,
      (session) => subjectsOf(`session:${session.uid}`, session),
      (uid) => sessionReads.read(uid),
    );
    this.signed = new LRUCache({ max: most });
    feed.listen((subject) => this.marks.change(subject));
  }

  /** How much is answered from memory, for whoever counts. */
  get counts(): { apiKeys: CopyCounts; sessions: CopyCounts } {
    return { apiKeys: this.apiKeys.counts, sessions: this.sessions.counts };
  }

  /**
   * @param isInQuery the key came in an address, which an organisation or the installation may have switched off.
   * @throws TooManyReadsError when more is to be read than the database can be asked for.
   */
  judge({ kind, value, isInQuery }: PresentedCredential): Soon<Verdict> {
    const verdict = kind === 'apiKey' ? this.apiKey(value) : this.token(value);
    if (!isInQuery) return verdict;
    return verdict instanceof Promise
      ? verdict.then((judged) => this.inQuery(judged))
      : this.inQuery(verdict);
  }

  /** At most one query; none for what cannot be a key of ours. */
  apiKey(value: string): Soon<Verdict> {
    if (value.length !== API_KEY_LENGTH) return NOT_FOUND;
    const digest = sha256(value);
    const isCurrent = this.feed.isCurrent();
    const known = isCurrent ? this.apiKeys.peek(digest) : undefined;
    if (known !== undefined) return this.verdictOnKey(known);
    // a checksum is looked at only before a read: what is in memory has this very digest
    if (!isApiKey(value)) return NOT_FOUND;
    return this.apiKeys.load(digest, isCurrent).then((key) => this.verdictOnKey(key));
  }

  /** At most one query; none for what we did not sign. Whatever is wrong with a token, it is not found. */
  token(text: string): Soon<Verdict> {
    const claims = this.claimsOf(text);
    if (!claims) return NOT_FOUND;
    const isCurrent = this.feed.isCurrent();
    const known = isCurrent ? this.sessions.peek(claims.sid) : undefined;
    if (known !== undefined) return this.verdictOnToken(known, claims);
    return this.sessions.load(claims.sid, isCurrent).then((session) => this.verdictOnToken(session, claims));
  }

  private verdictOnKey(key: KnownApiKey | null): Verdict {
    const code = key ? this.principals.judge(key) : 'NOT_FOUND';
    return key && code !== 'NOT_FOUND' ? { code, holder: key, expiry: key.expiry } : NOT_FOUND;
  }

  private verdictOnToken(session: KnownSession | null, claims: TokenClaims): Verdict {
    return session && isHeldBy(session, claims, this.clock.now())
      ? { code: 'VALID', holder: session, expiry: new Date(claims.exp * 1000), claims }
      : NOT_FOUND;
  }

  private inQuery(verdict: Verdict): Verdict {
    const isAllowed = verdict.holder?.allowsQueryApiKeys && this.config.settings.LATCHKEY_QUERY_API_KEYS;
    return isAllowed ? verdict : NOT_FOUND;
  }

  private claimsOf(text: string): TokenClaims | null {
    if (text.length > LONGEST_TOKEN) return null;
    const digest = sha256(text);
    const known = this.signed.get(digest);
    if (known && this.tokens.knows(known.kid)) return this.tokens.check(known.claims);
    const claims = this.tokens.verify(text);
    if (claims) this.signed.set(digest, { claims, kid: kidOf(text) ?? '' });
    return claims;
  }
}
