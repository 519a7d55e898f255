/** What somebody reads: the same in plain text and in HTML. */
export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** A paragraph, a link under its own address, or a list. */
export type LetterPart = string | { link: string } | { list: string[] };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Both forms from one description, so that they say the same. */
export function writeLetter(subject: string, parts: LetterPart[]): Letter {
  return {
    subject: oneLine(subject),
    text: `${parts.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(oneLine(subject))}</title></head>
<body>
${parts.map(asHtml).join('\n')}
</body>
</html>
`,
  };
}

function asText(part: LetterPart): string {
  if (typeof part === 'string') return oneLine(part);
  return 'link' in part ? part.link : part.list.map((item) => `- ${oneLine(item)}`).join('\n');
}

function asHtml(part: LetterPart): string {
  if (typeof part === 'string') return `<p>${escaped(oneLine(part))}</p>`;
  if ('link' in part) return `<p><a href="${escaped(part.link)}">${escaped(part.link)}</a></p>`;
  return `<ul>${part.list.map((item) => `<li>${escaped(oneLine(item))}</li>`).join('')}</ul>`;
}

/** A name that somebody chose must not begin a line of its own: in a subject that would be a header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
