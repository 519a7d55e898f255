import { mailbox, smtpServer } from './mail-setting-kinds.js';
import { SettingFault } from './setting-kinds.js';

/** @returns what a kind says against a value. */
function faultOf(kind: (value: string) => unknown, value: string): string {
  try {
    return `none: ${JSON.stringify(kind(value))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(SettingFault);
    return (error as SettingFault).message;
  }
}

describe('the URL of a mail server', () => {
  it.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'required', login: null }],
    ['smtps://mail.example/', { host: 'mail.example', port: 465, tls: 'always', login: null }],
    ['smtp://mail.example:25', { host: 'mail.example', port: 25, tls: 'required', login: null }],
    ['smtp://[2001:db8::1]:2525', { host: '2001:db8::1', port: 2525, tls: 'required', login: null }],
    [
      'smtp://ada%40acme.example:p%25%2Fw%3A@mail.example',
      {
        host: 'mail.example',
        port: 587,
        tls: 'required',
        login: { user: 'ada@acme.example', password: 'p%/w:' },
      },
    ],
  ])('%s is read whole', (url, server) => {
    expect(smtpServer(url)).toEqual(server);
  });

  it.each([
    ['smtp://mail.example', 'required'],
    ['smtp://mail.example?requireTLS=true', 'required'],
    ['smtp://mail.example?requireTLS=false', 'offered'],
    ['smtp://10.0.0.7', 'required'],
    ['smtp://127.example', 'required'],
    ['smtp://localhost.example', 'required'],
    ['smtp://localhost', 'none'],
    ['smtp://LOCALHOST:25', 'none'],
    ['smtp://127.0.0.1', 'none'],
    ['smtp://127.8.9.1', 'none'],
    ['smtp://[::1]:25', 'none'],
    ['smtp://127.0.0.1?requireTLS=true', 'required'],
    ['smtps://127.0.0.1', 'always'],
    ['smtps://mail.example?requireTLS=false', 'always'],
  ])('%s: TLS is %s', (url, tls) => {
    expect(smtpServer(url).tls).toBe(tls);
  });

  it.each([
    ['mail.example', 'must be a URL that begins with smtp:// or smtps://'],
    ['http://mail.example', 'must be a URL that begins with smtp:// or smtps://'],
    ['smtp:mail.example', 'must be a URL that begins with smtp:// or smtps://'],
    ['smtp://', 'must be a URL that begins with smtp:// or smtps://'],
    ['smtp://ma%0ail.example', 'must be a URL that begins with smtp:// or smtps://'],
    ['smtp://mail.example/path', 'must have nothing behind host and port but ?requireTLS'],
    ['smtp://mail.example#x', 'must have nothing behind host and port but ?requireTLS'],
    [
      'smtp://mail.example?tls.rejectUnauthorized=false',
      'must have nothing behind host and port but ?requireTLS',
    ],
    ['smtp://mail.example?ignoreTLS=true', 'must have nothing behind host and port but ?requireTLS'],
    [
      'smtp://mail.example?requireTLS=true&requireTLS=false',
      'must have nothing behind host and port but ?requireTLS',
    ],
    ['smtp://mail.example?requireTLS=perhaps', 'must say ?requireTLS=true or ?requireTLS=false'],
    ['smtp://user@mail.example', 'must hold a user and a password, or neither'],
    ['smtp://:password@mail.example', 'must hold a user and a password, or neither'],
    ['smtp://user:100%@mail.example', 'must have every % in its user and password written as %25'],
  ])('%s %s', (url, fault) => {
    expect(faultOf(smtpServer, url)).toBe(fault);
  });
});

describe('who letters are from', () => {
  it.each([
    ['keys@acme.example', { name: '', address: 'keys@acme.example' }],
    ['Acme Keys <keys@acme.example>', { name: 'Acme Keys', address: 'keys@acme.example' }],
    [' Ａcme, Inc. <keys＠acme.example> ', { name: 'Acme, Inc.', address: 'keys@acme.example' }],
  ])('%j is read', (text, sender) => {
    expect(mailbox(text)).toEqual(sender);
  });

  it.each([
    ['keys', 'must be an e-mail address, or a name and <an e-mail address>'],
    ['Acme keys@acme.example', 'must be an e-mail address, or a name and <an e-mail address>'],
    ['Acme <keys@acme.example', 'must be an e-mail address, or a name and <an e-mail address>'],
    ['a@b.example, c@d.example', 'must be an e-mail address, or a name and <an e-mail address>'],
    ['A\r\nBcc: x <keys@acme.example>', 'must have a name of at most 128 visible characters'],
    [`${'x'.repeat(129)}<a@b.example>`, 'must have a name of at most 128 visible characters'],
  ])('%j %s', (text, fault) => {
    expect(faultOf(mailbox, text)).toBe(fault);
  });
});
