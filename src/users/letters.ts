import type { Letter } from '../mail/mail-composers.service.js';

/** A paragraph, a link under its own address, or a list. */
type Part = string | { link: string } | { list: string[] };

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const UNEXPECTED = 'If you did not expect this letter, you need not do anything.';

/** For somebody who has no password yet. */
export function activationLetter(about: {
  emailId: string;
  orgName: string;
  link: string;
  minutes: number;
}): Letter {
  return write(`Set your password for ${about.orgName}`, [
    `An account was made for you: ${about.emailId} in the organisation "${about.orgName}". Set its password here:`,
    { link: about.link },
    `The link works once, for ${about.minutes} minutes. When it is too late, ask for a password reset with your e-mail address, and another one is sent to you.`,
    UNEXPECTED,
  ]);
}

/** For somebody who has a password and may set another. */
export function resetLetter(about: {
  emailId: string;
  orgName: string;
  link: string;
  minutes: number;
}): Letter {
  return write(`Set a new password for ${about.orgName}`, [
    `A new password was asked for: for ${about.emailId} in the organisation "${about.orgName}". Set it here:`,
    { link: about.link },
    `The link works once, for ${about.minutes} minutes, and not when a newer one was asked for. Until then your present password goes on working.`,
    UNEXPECTED,
  ]);
}

/** For somebody who does not know any more where they have an account. */
export function organisationsLetter(about: {
  emailId: string;
  orgNames: string[];
  publicUrl: string;
}): Letter {
  return write('Your organisations', [
    `These are the organisations at ${about.publicUrl} that you can log in to as ${about.emailId}:`,
    { list: about.orgNames },
    UNEXPECTED,
  ]);
}

/** For somebody whose password is about to expire, or has expired. */
export function reminderLetter(about: {
  emailId: string;
  orgName: string;
  expiry: Date;
  isOver: boolean;
  publicUrl: string;
}): Letter {
  const at = `${about.expiry.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const what = about.isOver ? `expired at ${at}` : `expires at ${at}`;
  return write(`Your password for ${about.orgName} ${about.isOver ? 'has expired' : 'is about to expire'}`, [
    `The password of ${about.emailId} in the organisation "${about.orgName}" at ${about.publicUrl} ${what}.`,
    'Change it where you log in. Your API keys go on working.',
  ]);
}

/** Both forms from one description, so that they say the same. */
function write(subject: string, parts: Part[]): Letter {
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

function asText(part: Part): string {
  if (typeof part === 'string') return oneLine(part);
  return 'link' in part ? part.link : part.list.map((item) => `- ${oneLine(item)}`).join('\n');
}

function asHtml(part: Part): string {
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
