/** In this order: most name others too, to be taken for them. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a program says it is, in the words of people. */
export interface BrowserName {
  browser: string;
  system?: string;
}

/** @returns the browser and its system; of what is none, the name it gives itself, and undefined when it gives none. */
export function browserNameOf(userAgent: string): BrowserName | undefined {
  const find = (known: typeof BROWSERS) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = userAgent.startsWith('Mozilla/') ? find(BROWSERS) : undefined;
  if (browser === undefined) return userAgent === '' ? undefined : { browser: userAgent };
  const system = find(SYSTEMS);
  return { browser, ...(system !== undefined && { system }) };
}
