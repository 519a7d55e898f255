import { META_FIELDS } from '#http';
import type { ListRequest } from '#http';
import { fold, foldToLength, isUid } from '#persistence';

const NAME_LENGTH = 256;
/** Behind everything that begins with a prefix. */
const LAST_CHARACTER = '\u{10FFFF}';

/** What the list of users can be asked for. */
export const USER_PATHS = {
  filters: ['metadata.name', 'metadata.uid', 'spec.emailId'],
  sorts: ['metadata.name', 'metadata.creationTimestamp'],
  fields: [
    ...META_FIELDS,
    'spec.emailId',
    'spec.firstName',
    'spec.lastName',
    'spec.roles',
    'status.isActive',
    'status.isDisabled',
    'status.isLocked',
    'status.lockedUntil',
    'status.isPasswordResetting',
    'status.activationLink',
    'status.passwordResetLink',
    'status.lastSignIn',
  ],
} as const;

export type UserListRequest = ListRequest<
  (typeof USER_PATHS.filters)[number],
  (typeof USER_PATHS.sorts)[number]
>;

/** What a text must be like; all of it must hold. */
export interface TextFilter {
  eq?: string | undefined;
  ne?: string | undefined;
  contains?: string | undefined;
  beginsWith?: string | undefined;
  /** Absent: true. */
  ignoreCase?: boolean | undefined;
}

/** Whom a list of users is narrowed to. */
export interface UserFilter {
  uid?: string | undefined;
  emailId?: TextFilter | undefined;
  name?: TextFilter | undefined;
}

/** A condition over the user `u`, with its parameters. */
export interface Condition {
  sql: string;
  parameters: Record<string, string>;
}

/** A text as it was typed and as it is compared. */
interface TextColumns {
  typed: string;
  folded: string;
  /** @returns a whole text as the folded column holds it. */
  fold: (text: string) => string;
}

const EMAIL: TextColumns = { typed: 'emailId', folded: 'emailFolded', fold };
const NAME: TextColumns = {
  typed: 'name',
  folded: 'nameFolded',
  fold: (text) => foldToLength(text, NAME_LENGTH),
};

/** @returns what must hold for every user of the list. No value is ever part of the SQL. */
export function conditionsOf({ uid, emailId, name }: UserFilter): Condition[] {
  return [
    ...(uid === undefined ? [] : [uidCondition(uid.toLowerCase())]),
    ...textConditions(EMAIL, emailId ?? {}),
    ...textConditions(NAME, name ?? {}),
  ];
}

/** MariaDB refuses to compare uids, which are ASCII, with anything else. */
function uidCondition(uid: string): Condition {
  return isUid(uid) ? { sql: 'u.uid = :uid', parameters: { uid } } : { sql: '1 = 0', parameters: {} };
}

function textConditions(
  columns: TextColumns,
  { eq, ne, contains, beginsWith, ignoreCase = true }: TextFilter,
): Condition[] {
  const { typed, folded } = columns;
  const condition = (sql: string, name: string, value: string, more: Record<string, string> = {}) => ({
    sql: sql.replaceAll(':value', `:${typed}${name}`).replaceAll(':end', `:${typed}End`),
    parameters: { [`${typed}${name}`]: value, ...more },
  });
  const conditions: Condition[] = [];
  if (eq !== undefined) {
    conditions.push(condition(`u.${folded} = :value`, 'Eq', columns.fold(eq)));
    if (!ignoreCase) conditions.push(condition(`u.${typed} = :value`, 'EqTyped', eq.trim()));
  }
  if (ne !== undefined)
    conditions.push(
      ignoreCase
        ? condition(`u.${folded} <> :value`, 'Ne', columns.fold(ne))
        : condition(`u.${typed} <> :value`, 'Ne', ne.trim()),
    );
  if (contains !== undefined)
    conditions.push(
      ignoreCase
        ? condition(`INSTR(u.${folded}, :value) > 0`, 'Part', foldPart(contains))
        : condition(`INSTR(u.${typed}, :value) > 0`, 'Part', contains),
    );
  if (beginsWith !== undefined) {
    const start = foldPart(beginsWith);
    // MariaDB pads texts with spaces when it compares them, so that the range alone would let others in
    const range = `u.${folded} >= :value AND u.${folded} < :end AND INSTR(u.${folded}, :value) = 1`;
    conditions.push(condition(range, 'Start', start, { [`${typed}End`]: start + LAST_CHARACTER }));
    if (!ignoreCase) conditions.push(condition(`INSTR(u.${typed}, :value) = 1`, 'StartTyped', beginsWith));
  }
  return conditions;
}

/** Like {@link fold}, with the white space around: in a part of a text it is as good as any other character. */
function foldPart(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
