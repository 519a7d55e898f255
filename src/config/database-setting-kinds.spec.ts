import { databaseServer } from './database-setting-kinds.js';
import { SettingFault } from './setting-kinds.js';

const MORE = 'must have nothing behind the name of the database but ?requireTLS';

describe('the URL of a database server', () => {
  it.each([
    [
      'mysql://u:p%25%2Fw@db.example:3307/latchkey/',
      {
        url: 'mysql://u:p%25%2Fw@db.example:3307/latchkey',
        host: 'db.example',
        password: 'p%/w',
        isTlsRequired: undefined,
      },
    ],
    [
      'mariadb://u@db.example/latchkey?requireTLS=true',
      { url: 'mariadb://u@db.example/latchkey', host: 'db.example', password: '', isTlsRequired: true },
    ],
    [
      'mysql://[2001:db8::1]/latchkey?requireTLS=false',
      { url: 'mysql://[2001:db8::1]/latchkey', host: '2001:db8::1', password: '', isTlsRequired: false },
    ],
  ])('%s is read whole', (url, server) => {
    expect(databaseServer(url)).toEqual(server);
  });

  it.each([
    ['mysql://db.example/latchkey?ssl=true', MORE],
    ['mysql://db.example/latchkey?ssl={"rejectUnauthorized":false}', MORE],
    ['mysql://db.example/latchkey?requireTLS=true&ssl=false', MORE],
    ['mysql://db.example/latchkey#x', MORE],
    ['mysql://db.example/latchkey?requireTLS=perhaps', 'must say ?requireTLS=true or ?requireTLS=false'],
    ['mysql://u:canary%@db.example/latchkey', 'must have every % in its user and password written as %25'],
    [
      'mysql://192.0.2.7/latchkey?requireTLS=true',
      'must name the server as its certificate does, and not by its address, to require TLS',
    ],
    [
      'mysql://[2001:db8::1]/latchkey?requireTLS=true',
      'must name the server as its certificate does, and not by its address, to require TLS',
    ],
  ])('%s %s', (url, fault) => {
    expect(() => databaseServer(url)).toThrow(new SettingFault(fault));
  });
});
