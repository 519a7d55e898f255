import type { FastifyRequest } from 'fastify';
import { presentedCredential, shownCredentials } from './presented-credential.js';
import type { PresentedCredential } from './presented-credential.js';

const key = (value: string, isInQuery = false): PresentedCredential => ({ kind: 'apiKey', value, isInQuery });
const token = (value: string): PresentedCredential => ({ kind: 'token', value, isInQuery: false });
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

interface Asked {
  headers?: string[];
  ApiKey?: string | string[];
  isForOAuth?: boolean;
}

/** A request with names and values of headers in turn. */
const request = ({ headers = [], ApiKey, isForOAuth = false }: Asked): FastifyRequest =>
  ({
    raw: { rawHeaders: headers },
    query: ApiKey === undefined ? {} : { ApiKey },
    routeOptions: { config: { isForOAuth } },
  }) as unknown as FastifyRequest;

describe('what a request shows', () => {
  it.each<[string[], PresentedCredential[]]>([
    [[], []],
    [['Host', 'auth.example', 'Accept', '*/*'], []],
    [['ApiKey', 'k'], [key('k')]],
    [['APIKEY', 'k'], [key('k')]],
    [['apikey', ''], [key('')]],
    [['ApiKeys', 'k', 'ApiKe', 'k', 'BpiKey', 'k'], []],
    [['Authorization', 't'], [token('t')]],
    [['AUTHORIZATION', 't'], [token('t')]],
    [['Authorisation', 't', 'Authorization2', 't'], []],
    [['Authorization', 'Bearer t'], [token('t')]],
    [['Authorization', 'bearer   t'], [token('t')]],
    [['Authorization', 'Bearer'], [token('Bearer')]],
    [['Authorization', 'Bearert'], [token('Bearert')]],
    [['Authorization', 'x Bearer t'], [token('x Bearer t')]],
    [
      ['ApiKey', 'one', 'Authorization', 't', 'apikey', 'two'],
      [key('one'), token('t'), key('two')],
    ],
    [['Cookie', 'ApiKey', 'ApiKey', 'k'], [key('k')]],
  ])('%j', (headers, expected) => {
    expect(shownCredentials(headers, [])).toEqual(expected);
  });

  it('in its address after what it shows in headers', () => {
    expect(shownCredentials(['ApiKey', 'k'], ['one', 'two'])).toEqual([
      key('k'),
      key('one', true),
      key('two', true),
    ]);
  });
});

describe('the one credential of a request', () => {
  it.each<[Asked, PresentedCredential | null]>([
    [{}, null],
    [{ headers: ['ApiKey', 'k'] }, key('k')],
    [{ ApiKey: 'k' }, key('k', true)],
    [{ ApiKey: '' }, key('', true)],
    [{ ApiKey: ['k'] }, key('k', true)],
    [{ headers: ['Authorization', 'Bearer t'] }, token('t')],
  ])('of %j', (asked, expected) => {
    expect(presentedCredential(request(asked))).toEqual(expected);
  });

  it.each<Asked>([
    { headers: ['ApiKey', 'k', 'ApiKey', 'k'] },
    { headers: ['ApiKey', 'k', 'Authorization', 't'] },
    { headers: ['ApiKey', 'k'], ApiKey: 'k' },
    { headers: ['Authorization', 't'], ApiKey: 'k' },
    { ApiKey: ['k', 'k'] },
  ])('is refused to be guessed of %j', (asked) => {
    expect(() => presentedCredential(request(asked))).toThrow(
      expect.objectContaining({ code: 'AmbiguousCredentials' }),
    );
  });

  it.each<[string, PresentedCredential]>([
    [basic('name:k'), key('k')],
    [basic(':k'), key('k')],
    [basic('name:'), key('')],
    [basic('name:a:b'), key('a:b')],
    [basic('name:a%2Bb+c'), key('a+b c')],
    [basic('na\nme:k\nl'), key('k\nl')],
    [basic('name:k').replace('Basic', 'bASIC'), key('k')],
    [basic('name:k').replace(' ', '   '), key('k')],
    [basic('no colon'), key('')],
    // not ours, or not to be decoded: a token that is none
    [basic('name:%zz'), token(basic('name:%zz'))],
    ['Basic', token('Basic')],
    ['Basic -_-_', token('Basic -_-_')],
    ['Basic YTpi rest', token('Basic YTpi rest')],
    ['x Basic YTpi', token('x Basic YTpi')],
    ['Basic YTpi=x', token('Basic YTpi=x')],
    ['t', token('t')],
  ])('of an OAuth client that sends %j', (value, expected) => {
    expect(presentedCredential(request({ headers: ['Authorization', value], isForOAuth: true }))).toEqual(
      expected,
    );
  });

  it('is no key when a browser sends name and secret by itself, elsewhere', () => {
    const value = basic('name:k');
    expect(presentedCredential(request({ headers: ['Authorization', value] }))).toEqual(token(value));
  });

  it('of an OAuth client that sends a key as a key is that key, whatever is in it', () => {
    const value = basic('name:k');
    expect(presentedCredential(request({ headers: ['ApiKey', value], isForOAuth: true }))).toEqual(
      key(value),
    );
  });
});
