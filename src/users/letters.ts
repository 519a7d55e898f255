import { writeLetter } from '../mail/mail-composers.service.js';
import type { Letter } from '../mail/mail-composers.service.js';

const UNEXPECTED = 'If you did not expect this letter, you need not do anything.';

/** For somebody who has no password yet. */
export function activationLetter(about: {
  emailId: string;
  orgName: string;
  link: string;
  minutes: number;
}): Letter {
  return writeLetter(`Set your password for ${about.orgName}`, [
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
  return writeLetter(`Set a new password for ${about.orgName}`, [
    `A new password was asked for: for ${about.emailId} in the organisation "${about.orgName}". Set it here:`,
    { link: about.link },
    `The link works once, for ${about.minutes} minutes, and not when a newer one was asked for. Until then your present password goes on working.`,
    UNEXPECTED,
  ]);
}

/** For somebody whose password is another one now: if they did not do it, somebody else has the account. */
export function changedLetter(about: {
  emailId: string;
  orgName: string;
  at: Date;
  publicUrl: string;
}): Letter {
  return writeLetter(`Your password for ${about.orgName} was changed`, [
    `The password of ${about.emailId} in the organisation "${about.orgName}" at ${about.publicUrl} was changed at ${toTheMinute(about.at)}. Sessions that others had opened with the former one have ended; API keys go on working.`,
    'If that was you, you need not do anything. If it was not, ask for a password reset with your e-mail address at once, and tell an administrator of the organisation: API keys may have been made or read meanwhile.',
  ]);
}

/** For somebody who does not know any more where they have an account. */
export function organisationsLetter(about: {
  emailId: string;
  orgNames: string[];
  publicUrl: string;
}): Letter {
  return writeLetter('Your organisations', [
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
  const at = toTheMinute(about.expiry);
  const what = about.isOver ? `expired at ${at}` : `expires at ${at}`;
  return writeLetter(
    `Your password for ${about.orgName} ${about.isOver ? 'has expired' : 'is about to expire'}`,
    [
      `The password of ${about.emailId} in the organisation "${about.orgName}" at ${about.publicUrl} ${what}.`,
      'Change it where you log in. Your API keys go on working.',
    ],
  );
}

function toTheMinute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
