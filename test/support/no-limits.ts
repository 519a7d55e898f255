/** For tests that send more from one address, while the clock stands still, than anybody could who is to be served. */
export const NO_LIMITS = {
  LATCHKEY_INVALID_PER_MINUTE: '1000000',
  LATCHKEY_ADDRESS_FAILURES: '1000000',
  LATCHKEY_ORG_FAILURES: '1000000',
};
