import { browserNameOf } from './browser-name.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const PIXEL = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15';

describe('the name of a browser', () => {
  it.each([
    [`${MAC} Version/18.5 Safari/605.1.15`, 'Safari', 'macOS'],
    [`${WINDOWS} Chrome/138.0.0.0 Safari/537.36`, 'Chrome', 'Windows'],
    [`${WINDOWS} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`, 'Edge', 'Windows'],
    [`${PIXEL} Chrome/138.0.0.0 Mobile Safari/537.36`, 'Chrome', 'Android'],
    [`${IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`, 'Firefox', 'iOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
    ['Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/138.0.0.0 Safari/537.36', 'Chrome', 'Linux'],
  ])('is found in %s: %s on %s', (userAgent, browser, system) => {
    expect(browserNameOf(userAgent)).toEqual({ browser, system });
  });

  it('is what a program calls itself that is none', () => {
    expect(browserNameOf('curl/8.5.0')).toEqual({ browser: 'curl/8.5.0' });
    expect(browserNameOf('backup on Linux with Firefox/1')).toEqual({
      browser: 'backup on Linux with Firefox/1',
    });
    expect(browserNameOf('Mozilla/5.0')).toEqual({ browser: 'Mozilla/5.0' });
    expect(browserNameOf('')).toBeUndefined();
  });
});
