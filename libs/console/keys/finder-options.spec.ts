import type { ApiKey } from '../api/client.js';
import { optionsFor } from './finder-options.js';

const key = (uid: string, state = 'active') => ({ metadata: { uid }, status: { state } }) as ApiKey;
const offered = (...found: ApiKey[]) =>
  optionsFor(found).map(({ action, apiKey }) => `${action} ${apiKey.metadata.uid}`);

describe('what is offered for the keys that were found', () => {
  it('is to revoke the only one first', () => {
    expect(offered(key('one'))).toEqual(['revoke one', 'open one']);
  });

  it.each(['inactive', 'expired'])('is to look at the only one when it is %s', (state) => {
    expect(offered(key('one', state))).toEqual(['open one']);
  });

  it('is to look at each of several', () => {
    expect(offered(key('one'), key('other'))).toEqual(['open one', 'open other']);
    expect(offered()).toEqual([]);
  });
});
