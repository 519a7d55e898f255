import type { Fault } from '../api/fault.js';
import type { MessageName, Translate } from '../text/language.js';

/** By code; what is not here is told in the service's own words. */
const TEXTS: Record<string, MessageName> = {
  Unreachable: 'errorUnreachable',
  ServiceUnavailable: 'errorUnreachable',
  LoginFailed: 'errorLogin',
  TooManyRequests: 'errorTooMany',
  Forbidden: 'errorForbidden',
  ResourceNotFound: 'saidGone',
  ApiKeyInactive: 'errorKeyInactive',
  ApiKeyLeaked: 'errorKeyLeaked',
  ApiKeyExpired: 'errorKeyExpired',
  AlreadyDone: 'errorAlreadyDone',
  ApiKeyNotRecoverable: 'errorNotRecoverable',
  LastAdministrator: 'errorLastAdministrator',
  PasswordResetNeeded: 'errorResetNeeded',
  AccountPending: 'errorPending',
  SetupTokenInvalid: 'errorSetupToken',
};

/** @param shown the fields whose own words stand beside them. @returns what to say about the rest; empty when nothing is left to say. */
export function faultText(fault: Fault, t: Translate, shown: readonly string[] = []): string {
  const name = TEXTS[fault.code];
  if (name) return t(name);
  const all = Object.entries(fault.details);
  const rest = all.filter(([field]) => !shown.includes(field));
  if (rest.length < all.length && rest.length === 0) return '';
  if (fault.code !== 'InvalidInput') return fault.message;
  return t('errorInput', { details: rest.map(([field, text]) => `${field} ${text}`).join('; ') });
}
