import { doorOf, RequestCounts } from './request-counts.service.js';

describe('the door of a request', () => {
  it.each([
    ['/v1/auth/verify', 'forward_auth'],
    ['/v1/apiKeys/verify', 'verify_keys'],
    ['/v1/auth/authenticate', 'login'],
    ['/v1/oauth2/introspect', 'introspect'],
    ['/v1/oauth2/token', 'token_exchange'],
    ['/v1/auth/refresh/:token', 'refresh'],
    ['/v1/apiKeys/:uid', 'management'],
    ['/v1/setup', 'management'],
    ['/health/ready', 'health'],
    ['/docs/*', 'other'],
    ['/metrics', 'other'],
    ['constructor', 'other'],
    [undefined, 'other'],
  ])('%s is %s', (pattern, door) => {
    expect(doorOf(pattern)).toBe(door);
  });
});

describe('RequestCounts', () => {
  it('counts each status of each door, and tells 500 and 503 before there are any', () => {
    const { doors } = new RequestCounts();
    for (const status of [200, 200, 503, 599, 100]) doors.login.count(status, 0.01);
    expect(doors.login.statuses).toEqual([
      [100, 1],
      [200, 2],
      [500, 0],
      [503, 1],
      [599, 1],
    ]);
    expect(doors.login.durations.count).toBe(5);
    expect(doors.refresh.statuses).toEqual([
      [500, 0],
      [503, 0],
    ]);
  });

  it('has no place for a status that there is not', () => {
    const { other } = new RequestCounts().doors;
    for (const status of [0, 99, 600, NaN, 200.5]) other.count(status, 0);
    expect(other.statuses.filter(([, count]) => count > 0)).toEqual([]);
  });
});
