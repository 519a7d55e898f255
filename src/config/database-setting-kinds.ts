import { isIP } from 'node:net';
import { SettingFault, url as urlOf } from './setting-kinds.js';
import { requireTls } from './tls-setting-kinds.js';

/** A database server, and how it is spoken to. */
export interface DatabaseServer {
  /** Without what only we understand. */
  url: string;
  host: string;
  password: string;
  /** Whether TLS with a verified certificate is a must; undefined when nothing is said of it. */
  isTlsRequired: boolean | undefined;
}

/**
 * A database server's URL. What is in it is all there is: an option that the libraries would drop in silence, such as one that asks for
 * TLS, is a fault.
 */
export function databaseServer(value: string): DatabaseServer {
  const url = new URL(urlOf('mysql:', 'mariadb:')(value));
  const nothingElse = 'must have nothing behind the name of the database but ?requireTLS';
  if (url.hash !== '') throw new SettingFault(nothingElse);
  const isTlsRequired = requireTls(url.searchParams, nothingElse);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isTlsRequired && isIP(host) !== 0)
    throw new SettingFault(
      'must name the server as its certificate does, and not by its address, to require TLS',
    );
  url.search = '';
  return { url: url.toString(), host, password: decoded(url.password), isTlsRequired };
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    throw new SettingFault('must have every % in its user and password written as %25');
  }
}
