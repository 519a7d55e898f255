export { API_KEY_LENGTH, API_KEY_PATTERN, digestOfApiKey, isApiKey, makeApiKey } from './api-key-format.js';
export { randomBase62 } from './base62.js';
export { isSameSecret, sha256 } from './digest.js';
export { MasterKey, UnsealError } from './master-key.js';
export { checkExchangedClaims, EXCHANGED_LIFE_SECONDS } from './exchanged-token.js';
export type { ExchangedClaims } from './exchanged-token.js';
export { isAcceptable, isOutdated } from './password-hash-text.js';
export { HasherBusyError, PasswordHasher } from './password-hasher.js';
export { commonPasswords } from './common-passwords.js';
export { passwordPattern } from './password-pattern.js';
export { DEFAULT_PASSWORD_RULES, passwordFaults } from './password-rules.js';
export type { PasswordRules } from './password-rules.js';
export {
  checkClaims,
  exportSigningKey,
  importSigningKey,
  kidOf,
  LONGEST_TOKEN_MINUTES,
  makeSigningKeyPair,
  publicJwkOf,
  signToken,
  verifySignature,
  verifyToken,
} from './token.js';
export type { PublicKey, SigningKeyPair, TokenClaims } from './token.js';
