import { SettingFault } from './setting-kinds.js';
import { requireTls } from './tls-setting-kinds.js';

/** A Redis, and how to get in. */
export interface RedisServer {
  host: string;
  port: number;
  /** TLS from the first byte (`rediss:`), with a certificate that is verified. */
  isSecure: boolean;
  /** Whether somebody said that it need not be. */
  mayBePlain: boolean;
  /** Without a `user` it is the default one. */
  login: { user?: string; password: string } | null;
}

const REDIS_PORT = 6379;
const NOTHING_ELSE = 'must have nothing behind host and port but the number of a database and ?requireTLS';

/**
 * A Redis' URL. What is in it is all there is: an option that a library would understand as well, such as one that keeps commands for
 * later, is a fault. The number of a database behind the host is taken, since providers write it there, and changes nothing: channels
 * belong to none.
 */
export function redisServer(value: string): RedisServer {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^rediss?:$/.test(url.protocol) || !/^([\w.-]+|\[[0-9a-f:.]+\])$/i.test(url.hostname))
    throw new SettingFault('must be a URL that begins with redis:// or rediss://');
  if (!/^(\/\d{0,5})?$/.test(url.pathname) || url.hash !== '') throw new SettingFault(NOTHING_ELSE);
  const isTlsRequired = requireTls(url.searchParams, NOTHING_ELSE);
  const isSecure = url.protocol === 'rediss:';
  if (isTlsRequired && !isSecure) throw new SettingFault('must begin with rediss:// to require TLS');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || REDIS_PORT,
    isSecure,
    mayBePlain: isTlsRequired === false,
    login: loginIn(url),
  };
}

function loginIn({ username, password }: URL): RedisServer['login'] {
  if (username === '' && password === '') return null;
  if (password === '') throw new SettingFault('must hold a password with the user');
  try {
    const user = decodeURIComponent(username);
    return { ...(user !== '' && { user }), password: decodeURIComponent(password) };
  } catch {
    throw new SettingFault('must have every % in its user and password written as %25');
  }
}
