import { activationLetter, organisationsLetter, reminderLetter, resetLetter } from './letters.js';

const ABOUT = {
  emailId: 'ada@acme.example',
  orgName: 'acme',
  link: 'https://keys.example/activate#token=a.b.c',
  minutes: 60,
};
const publicUrl = 'https://keys.example';
const NASTY = 'x\r\nBcc: all@evil.example\u2028<script src="//evil.example">&\'';

/** What is left of HTML when a reader looks at it. */
const read = (html: string) =>
  html
    .slice(html.indexOf('<body>'))
    .replace(/<\/(p|li|ul)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '' && word !== '-');

describe.each([
  ['activation', activationLetter(ABOUT), activationLetter({ ...ABOUT, orgName: NASTY })],
  ['reset', resetLetter(ABOUT), resetLetter({ ...ABOUT, orgName: NASTY })],
  [
    'organisations',
    organisationsLetter({ ...ABOUT, orgNames: ['acme', 'globex'], publicUrl }),
    organisationsLetter({ ...ABOUT, orgNames: [NASTY], publicUrl }),
  ],
  [
    'reminder',
    reminderLetter({ ...ABOUT, expiry: new Date(0), isOver: false, publicUrl }),
    reminderLetter({ ...ABOUT, expiry: new Date(0), isOver: true, orgName: NASTY, publicUrl }),
  ],
])('the letter %s', (_, letter, nasty) => {
  it('says the same in both forms', () => {
    expect(wordsOf(read(letter.html))).toEqual(wordsOf(letter.text));
    expect(letter.text).toContain('ada@acme.example');
  });

  it('is short and fetches nothing from anywhere', () => {
    expect(letter.text.length).toBeLessThan(600);
    expect(letter.html.length).toBeLessThan(1500);
    expect(letter.html).not.toMatch(/src=|<img|<link|<style|<script|url\(/);
  });

  it('takes the name of an organisation for text: no header, no line and no tag begins with it (WB-09)', () => {
    expect(nasty.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(nasty.html).not.toContain('<script');
    expect(nasty.text).not.toMatch(/^Bcc/m);
    expect(nasty.text).not.toMatch(/[\p{Zl}\p{Zp}]/u);
    expect(wordsOf(read(nasty.html))).toEqual(wordsOf(nasty.text));
  });
});

describe('the letter reminder', () => {
  it('names the moment in UTC', () => {
    const expiry = new Date('2030-04-05T06:07:08Z');
    expect(reminderLetter({ ...ABOUT, expiry, isOver: false, publicUrl }).text).toContain(
      'expires at 2030-04-05 06:07 UTC',
    );
  });
});
