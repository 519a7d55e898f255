/** The one grant there is (RFC 8693). */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** What is exchanged: not an access token of OAuth, so it has a name of its own. */
export const API_KEY_TYPE = 'urn:latchkey:params:oauth:token-type:api-key';
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
/** An access token is one of these as well, and some clients ask for it by this name. */
export const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';

/** Where the doors are. */
export const TOKEN_PATH = '/v1/oauth2/token';
export const INTROSPECTION_PATH = '/v1/oauth2/introspect';
