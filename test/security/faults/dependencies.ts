import type { Type } from '@nestjs/common';
import { ApiKeyStrategy } from '../../../src/auth/api-key.strategy.js';
import { AuthenticationGuard } from '../../../src/auth/authentication.guard.js';
import { AuthenticationService } from '../../../src/auth/authentication.service.js';
import { CredentialsRepository } from '../../../src/auth/credentials.repository.js';
import { ExchangedTokens } from '../../../src/auth/exchanged-tokens.service.js';
import { KnownCredentials } from '../../../src/auth/known-credentials.service.js';
import { LoginService } from '../../../src/auth/login.service.js';
import { PasswordChecks } from '../../../src/auth/password-checks.service.js';
import { PermissionGuard } from '../../../src/auth/permission.guard.js';
import { PrincipalsService } from '../../../src/auth/principals.service.js';
import { RefreshService } from '../../../src/auth/refresh.service.js';
import { SessionCookies } from '../../../src/auth/session-cookies.service.js';
import { SessionsService } from '../../../src/auth/sessions.service.js';
import { TokenIssuer } from '../../../src/auth/token-issuer.service.js';
import { TokenStrategy } from '../../../src/auth/token.strategy.js';
import { ChangeFeed } from '../../../src/changes/change-feed.service.js';
import { Limits } from '../../../src/limits/limits.service.js';
import { Lockouts } from '../../../src/lockouts/lockouts.service.js';
import { Introspection } from '../../../src/oauth/introspection.service.js';
import { TokenExchange } from '../../../src/oauth/token-exchange.service.js';
import { ForwardAuth } from '../../../src/verification/forward-auth.service.js';
import { KeyVerifications } from '../../../src/verification/key-verifications.service.js';

/** Everybody who decides who is let in. */
export const ALL_DECIDERS: Type[] = [
  ApiKeyStrategy,
  AuthenticationGuard,
  AuthenticationService,
  ChangeFeed,
  CredentialsRepository,
  ExchangedTokens,
  ForwardAuth,
  Introspection,
  KeyVerifications,
  KnownCredentials,
  Limits,
  Lockouts,
  LoginService,
  PasswordChecks,
  PermissionGuard,
  PrincipalsService,
  RefreshService,
  SessionCookies,
  SessionsService,
  TokenExchange,
  TokenIssuer,
  TokenStrategy,
];

/** Of a clock that a test moves, of what stands for the database, and of what is read out where one is made. */
const NAMES: Record<string, string> = { Clock: 'TestClock', DataSource: 'QueryRunner' };

/** @returns the names of the classes that Nest gives to this one. */
export function dependenciesOf(decider: Type): string[] {
  const given = (Reflect.getMetadata('design:paramtypes', decider) ?? []) as Type[];
  return given.map(({ name }) => NAMES[name] ?? name);
}

/** What is called beside a decision: the door itself, what writes and counts answers, what gives back the marks of a copy that is dropped, and what reads the input of whoever was let in. */
export const IS_NO_DECISION =
  /^(ForwardAuthListener\.answer$|BodilessAnswers\.|SubjectMarks\.release$|CopyTable\.dropped$|Durations\.|DoorCounts\.|InputPipe\.)/;

/** What is told after the commit, which must not throw: what lies in memory is forgotten, and other instances are told to look. */
export const FOLLOWS_THE_COMMIT = /^(ChangeFeed\.announce|Doorbell\.ring|SubjectMarks\.change)$/;

/** What may answer whatever it likes, at which doors: nobody is let in by it. That it fails is another matter. */
const UNHEARD: [method: RegExp, door: RegExp, why: string][] = [
  [
    /^AuthenticationService\.|^TokenIssuer\.issue$|^AuthController\./,
    /./,
    'the token itself: garbage is none',
  ],
  [/^(TokenExchange\.exchange|ExchangedTokens\.issue)$/, /./, 'the token itself: garbage is none'],
  [/^TenantSettings/, /./, 'how long the token lives: garbage is no time'],
  [
    /^ConfigService\.(publicUrl|issuer|addressAt)$/,
    /authenticate|refresh|session|token for/,
    'what the token says of us: who checks it expects something else',
  ],
  [
    /^SessionCookies\.(of|valueFor)$|^MasterKey\./,
    /authenticate|refresh/,
    'the cookie itself: garbage is none',
  ],
  [
    /^(TenantRepository|SessionsRepository)\./,
    /refresh/,
    'the session is locked, and is read and judged after that',
  ],
  [/^(AuditService|KeyUses)\.|\.addressOf$/, /./, 'what is written down about it'],
  [/^ChangeFeed\.isCurrent$/, /./, 'no means that nothing is known from before: it is read'],
  [
    /^SubjectMarks\./,
    /./,
    'numbers that it keeps for itself: they say which copies are kept, not whose they are',
  ],
  [/^(Copies\.(peek|isFresh)|TokenIssuer\.knows)$/, /./, 'no means the same: it is read and checked'],
  [
    /^CopyTable\.(get|find|isWanted|setOf|makeRoom)$/,
    /./,
    'where a copy lies: elsewhere there is none of that name, and it is read',
  ],
  [
    /^PrincipalsService\.permissionsOf$/,
    /users\/info/,
    'everybody may ask who they are, whatever else they may',
  ],
  [
    /^SigningKeysService\.publicKey$/,
    /verify|introspect/,
    'that the key of a token that was checked is still there',
  ],
  [/^ChangesRepository\.isShared$/, /./, 'which engine it is, settled at the start'],
  [/^HashingThreads\.takeIdle$/, /./, 'when there is no thread, one is started'],
];

/** @returns true when it does not matter what this method answered at that door. */
export function isUnheard(method: string, door: string): boolean {
  return UNHEARD.some(([methods, doors]) => methods.test(method) && doors.test(door));
}

/** They throw something in any case: within, what is thrown as nothing becomes an Error. */
export const THROWS_SOMETHING = /Strategy\.validate$/;
