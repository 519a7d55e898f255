import { faultOf, isTooOld, pauseAfter } from './mail.rules.js';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

describe('what an attempt failed of', () => {
  it.each([
    [
      'nobody listens',
      { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' },
      'ECONNREFUSED',
      { isServers: true },
    ],
    ['it hangs', { code: 'ETIMEDOUT', command: 'CONN' }, 'ETIMEDOUT', { isServers: true }],
    ['it took too long altogether', { code: 'EABORT' }, 'EABORT', { isServers: true }],
    [
      'the login is refused',
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 bad' },
      'AUTH PLAIN 535 5.7.8',
      { isServers: true },
    ],
    [
      'we may not send',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, response: '550 no' },
      'MAIL FROM 550',
      { isServers: true },
    ],
    [
      'the recipient is unknown',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550-5.1.1 no such user' },
      'RCPT TO 550 5.1.1',
      { isPermanent: true },
    ],
    [
      'the recipient is to wait',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450, response: '450 later' },
      'RCPT TO 450',
      {},
    ],
    [
      'the letter is refused',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 5.7.1 spam' },
      'DATA 554 5.7.1',
      { isPermanent: true },
    ],
    [
      'we should have logged in',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 530, response: '530 5.7.0 log in' },
      'RCPT TO 530 5.7.0',
      {},
    ],
    ['the address is none', { code: 'EENVELOPE', command: 'API' }, 'EENVELOPE', {}],
    ['we have a bug', new TypeError('https://keys.example/activate#token=canary'), 'unexpected', {}],
    [
      'a code is no code',
      { code: 'https://keys.example/activate#token=canary' },
      'unexpected',
      { isServers: true },
    ],
    ['nobody knows', undefined, 'unexpected', {}],
  ])('when %s', (_, error, reason, verdict) => {
    expect(faultOf(error)).toEqual({ isPermanent: false, isServers: false, ...verdict, reason });
  });
});

describe('the pause after an attempt', () => {
  it.each([
    [1, 1],
    [2, 2],
    [6, 32],
    [7, 60],
    [8, 60],
    [10_000, 60],
  ])('number %i is %i minutes', (attempts, minutes) => {
    expect(pauseAfter(attempts)).toBe(minutes * MINUTE);
  });
});

describe('a letter', () => {
  it('is too old after a week, and not before', () => {
    const createdAt = new Date('2030-01-01T00:00:00Z');
    expect(isTooOld({ createdAt }, new Date(createdAt.getTime() + WEEK - 1))).toBe(false);
    expect(isTooOld({ createdAt }, new Date(createdAt.getTime() + WEEK))).toBe(true);
  });
});
