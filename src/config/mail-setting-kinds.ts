import { email, SettingFault } from './setting-kinds.js';
import { isLoopback, requireTls } from './tls-setting-kinds.js';

/** A mail server, and what must be so before it gets anything. */
export interface SmtpServer {
  host: string;
  port: number;
  /** How the connection is kept from others: from its first byte (`smtps:`), by STARTTLS, by STARTTLS if it is offered, or not at all. */
  tls: 'always' | 'required' | 'offered' | 'none';
  login: { user: string; password: string } | null;
}

/** Somebody with a name, as letters show them. */
export interface Mailbox {
  name: string;
  address: string;
}

const SMTP_PORT = 587;
const SMTPS_PORT = 465;
const LONGEST_NAME = 128;
const NOTHING_ELSE = 'must have nothing behind host and port but ?requireTLS';

/**
 * A mail server's URL. What is in it is all there is: an option that a library would understand as well, such as one that lets any
 * certificate pass, is a fault.
 */
export function smtpServer(value: string): SmtpServer {
  const url = URL.canParse(value) ? new URL(value) : null;
  const isSecure = url?.protocol === 'smtps:';
  if (!url || !/^smtps?:$/.test(url.protocol) || !/^([\w.-]+|\[[0-9a-f:.]+\])$/i.test(url.hostname))
    throw new SettingFault('must be a URL that begins with smtp:// or smtps://');
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') throw new SettingFault(NOTHING_ELSE);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isTlsRequired = requireTls(url.searchParams, NOTHING_ELSE);
  return {
    host,
    port: Number(url.port) || (isSecure ? SMTPS_PORT : SMTP_PORT),
    tls: isSecure ? 'always' : (isTlsRequired ?? !isLoopback(host)) ? 'required' : unprotected(host),
    login: loginIn(url),
  };
}

/** `name@example.com`, or the same with a name: `Latchkey <name@example.com>`. */
export function mailbox(value: string): Mailbox {
  const [, name = '', address = value] = /^([^<>]*)<([^<>]*)>$/.exec(value.trim()) ?? [];
  if (name.length > LONGEST_NAME || /[\p{Cc}\p{DI}"]/u.test(name))
    throw new SettingFault(`must have a name of at most ${LONGEST_NAME} visible characters`);
  try {
    return { name: name.normalize('NFKC').trim(), address: email(address) };
  } catch {
    throw new SettingFault('must be an e-mail address, or a name and <an e-mail address>');
  }
}

/** Nobody can listen on the way to this very machine, and what listens there often has a certificate that nobody can check. */
const unprotected = (host: string) => (isLoopback(host) ? 'none' : 'offered');

function loginIn({ username, password }: URL): SmtpServer['login'] {
  if (username === '' && password === '') return null;
  if (username === '' || password === '')
    throw new SettingFault('must hold a user and a password, or neither');
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw new SettingFault('must have every % in its user and password written as %25');
  }
}
