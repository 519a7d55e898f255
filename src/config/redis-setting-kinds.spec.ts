import { redisServer } from './redis-setting-kinds.js';
import { SettingFault } from './setting-kinds.js';

const NO_URL = 'must be a URL that begins with redis:// or rediss://';
const MORE = 'must have nothing behind host and port but the number of a database and ?requireTLS';

describe('the URL of a Redis', () => {
  it.each([
    [
      'redis://cache.example',
      { host: 'cache.example', port: 6379, isSecure: false, mayBePlain: false, login: null },
    ],
    [
      'redis://cache.example/',
      { host: 'cache.example', port: 6379, isSecure: false, mayBePlain: false, login: null },
    ],
    [
      'redis://cache.example:1/15',
      { host: 'cache.example', port: 1, isSecure: false, mayBePlain: false, login: null },
    ],
    [
      'rediss://[2001:db8::1]:6380',
      { host: '2001:db8::1', port: 6380, isSecure: true, mayBePlain: false, login: null },
    ],
    [
      'rediss://:p%25%2Fw%3A@cache.example',
      { host: 'cache.example', port: 6379, isSecure: true, mayBePlain: false, login: { password: 'p%/w:' } },
    ],
    [
      'redis://latch%40key:secret@cache.example',
      {
        host: 'cache.example',
        port: 6379,
        isSecure: false,
        mayBePlain: false,
        login: { user: 'latch@key', password: 'secret' },
      },
    ],
    [
      'redis://cache.example/2?requireTLS=false',
      { host: 'cache.example', port: 6379, isSecure: false, mayBePlain: true, login: null },
    ],
  ])('%s is read whole', (url, server) => {
    expect(redisServer(url)).toEqual(server);
  });

  it.each([
    ['cache.example', NO_URL],
    ['cache.example:6379', NO_URL],
    ['http://cache.example', NO_URL],
    ['redis:cache.example', NO_URL],
    ['redis://', NO_URL],
    ['redis:///0', NO_URL],
    ['redis://ca%0ache.example', NO_URL],
    ['redis://cache.example/zero', MORE],
    ['redis://cache.example/0/1', MORE],
    ['redis://cache.example#x', MORE],
    ['redis://cache.example?enableOfflineQueue=true', MORE],
    ['rediss://cache.example?rejectUnauthorized=false', MORE],
    ['redis://cache.example?requireTLS=true', 'must begin with rediss:// to require TLS'],
    ['redis://cache.example?requireTLS=perhaps', 'must say ?requireTLS=true or ?requireTLS=false'],
    ['redis://canary@cache.example', 'must hold a password with the user'],
    ['redis://:canary%@cache.example', 'must have every % in its user and password written as %25'],
  ])('%s %s', (url, fault) => {
    expect(() => redisServer(url)).toThrow(new SettingFault(fault));
  });
});
