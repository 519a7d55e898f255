import { BlockList, isIP } from 'node:net';
import { flag, SettingFault } from './setting-kinds.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** @returns whether a host is this very machine: nobody else can listen on the way there. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 0
    ? address.toLowerCase() === 'localhost'
    : loopback.check(address, `ipv${family as 4 | 6}`);
}

/** Reads `?requireTLS=`. @param nothingElse what the fault is when there is another option. @returns undefined when it is not there. */
export function requireTls(options: URLSearchParams, nothingElse: string): boolean | undefined {
  const [option, ...others] = [...options];
  if (option === undefined) return undefined;
  if (option[0] !== 'requireTLS' || others.length > 0) throw new SettingFault(nothingElse);
  try {
    return flag(option[1]);
  } catch {
    throw new SettingFault('must say ?requireTLS=true or ?requireTLS=false');
  }
}
