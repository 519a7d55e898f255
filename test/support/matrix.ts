import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** Who has credentials that count: `userToken` and `userKey`, and so on. */
export const PEOPLE = ['user', 'peer', 'admin', 'foreign', 'platform'] as const;
/** Who has none that counts. */
export const UNKNOWN = [
  'nobody',
  'cookie',
  'expiredKey',
  'revokedKey',
  'expiredToken',
  'endedSession',
  'exchangedToken',
] as const;

const TOKENS = PEOPLE.map((person) => `${person}Token` as const);
const KEYS = PEOPLE.map((person) => `${person}Key` as const);
/** Tokens before keys, which go on when a session ends. */
export const ACTORS = [...UNKNOWN, ...TOKENS, ...KEYS];
export type Actor = (typeof ACTORS)[number];

/** Words for several actors. A word for fewer of them goes before one for more. */
const GROUPS: Record<string, readonly Actor[]> = {
  everybody: ACTORS,
  known: [...TOKENS, ...KEYS],
  unknown: UNKNOWN,
  tokens: TOKENS,
  keys: KEYS,
  ...Object.fromEntries(PEOPLE.map((person) => [person, [`${person}Token`, `${person}Key`]])),
};

/** What the matrix says of one kind of request. */
export interface Row {
  /** `GET /v1/apiKeys/{uid}` */
  route: string;
  /** What the request is about; '' where that makes no difference. */
  about: string;
  statuses: Record<Actor, number>;
}

export interface Matrix {
  /** Routes that are no part of the interface. */
  pages: Row[];
  operations: Row[];
}

type Statuses = Record<string, number>;

/** @throws Error at a row that does not say one status for each actor. */
export function parseMatrix(text: string): Matrix {
  const { pages, operations } = load(text) as Record<
    keyof Matrix,
    Record<string, Statuses | Record<string, Statuses>>
  >;
  const rowsOf = (section: typeof pages) =>
    Object.entries(section).flatMap(([route, said]) =>
      (isStatuses(said) ? [['', said] as const] : Object.entries(said)).map(([about, statuses]) => ({
        route,
        about,
        statuses: spread(`${route} ${about}`.trim(), statuses),
      })),
    );
  return { pages: rowsOf(pages), operations: rowsOf(operations) };
}

/** @returns the matrix of this service. */
export const readMatrix = (): Matrix => parseMatrix(readFileSync(join(__dirname, '../matrix.yaml'), 'utf8'));

const isStatuses = (said: Statuses | Record<string, Statuses>): said is Statuses =>
  Object.values(said).every((value) => typeof value === 'number');

function spread(name: string, said: Statuses): Row['statuses'] {
  const words = Object.entries(said).map(([word, status]) => {
    const actors = GROUPS[word] ?? ACTORS.filter((actor) => actor === word);
    if (actors.length === 0) throw new Error(`${name}: who is ${word}?`);
    return { actors, status };
  });
  const narrowestFirst = words.toSorted((one, other) => one.actors.length - other.actors.length);
  const statusOf = (actor: Actor): number => {
    const word = narrowestFirst.find(({ actors }) => actors.includes(actor));
    if (!word) throw new Error(`${name}: no status for ${actor}`);
    return word.status;
  };
  return Object.fromEntries(ACTORS.map((actor) => [actor, statusOf(actor)])) as Row['statuses'];
}
