const MINUTE = 60_000;
const LONGEST_PAUSE_MS = 60 * MINUTE;
const LONGEST_LIFE_MS = 7 * 24 * 60 * MINUTE;

/** These refuse whoever sends, not whoever is to get it: the settings are wrong, and a letter must wait until they are right. */
const ABOUT_US = new Set([503, 530]);

/** Why a letter was not sent, in words that can be written anywhere: a server's own text may quote the letter, link and all. */
export interface MailFault {
  /** Such as `ECONNREFUSED`, or `RCPT TO 550 5.1.1`. */
  reason: string;
  /** The server will never take this letter. */
  isPermanent: boolean;
  /** It is not this letter's fault: the next one would fare no better. */
  isServers: boolean;
}

/** What is known of an error of the SMTP client. */
interface SmtpError {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/** @returns what an attempt failed of. */
export function faultOf(error: unknown): MailFault {
  const { code, originalCode, command = '', response, responseCode } = (error ?? {}) as SmtpError;
  const isAboutLetter = command === 'RCPT TO' || command === 'DATA';
  const isRefused = responseCode !== undefined && responseCode >= 500 && !ABOUT_US.has(responseCode);
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '') ?? [];
  const reason =
    responseCode === undefined
      ? (originalCode ?? code ?? 'unexpected')
      : [command, responseCode, status].filter(Boolean).join(' ');
  return {
    reason: /^[\w. -]{1,60}$/.test(reason) ? reason : 'unexpected',
    isPermanent: isAboutLetter && isRefused,
    isServers: code !== undefined && command !== 'API' && !isAboutLetter,
  };
}

/** How long to wait after so many attempts: a minute, then twice as long each time, an hour at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(MINUTE * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);
}

/** @returns true for a letter that has been tried for so long that nobody waits for it any more. */
export function isTooOld({ createdAt }: { createdAt: Date }, now: Date): boolean {
  return now.getTime() - createdAt.getTime() >= LONGEST_LIFE_MS;
}
