import { isPermission, PERMISSIONS } from './permissions.js';
import type { Permission } from './permissions.js';

const LONGEST = 1024;
const DEEPEST = 20;
const MOST_PERMISSIONS = 64;
const LONGEST_ECHO = 40;
const MOST_REMEMBERED = 256;

/** @returns true when what somebody holds is enough. */
export type PermissionExpression = (held: ReadonlySet<Permission>) => boolean;

/** The message goes on after the name of whatever held the text: "expects a permission at character 12". */
export class PermissionExpressionError extends Error {
  override readonly name = 'PermissionExpressionError';
}

/**
 * Reads what must be held: `resource.verb`, or `resource.*` for every permission of a resource, joined by AND and OR (in any case)
 * and parentheses. AND binds tighter.
 * @throws PermissionExpressionError saying what is wrong, and where.
 */
export function parsePermissionExpression(text: string): PermissionExpression {
  if (text.length > LONGEST) throw new PermissionExpressionError(`must end by character ${LONGEST}`);
  return new Parser(text).whole();
}

/** By their text, the oldest first: a gateway sends the same few with each request. What cannot be read never gets in. */
const remembered = new Map<string, PermissionExpression>();

/** The same as {@link parsePermissionExpression}, for texts that come again and again. */
export function permissionExpression(text: string): PermissionExpression {
  const known = remembered.get(text);
  if (known) return known;
  const expression = parsePermissionExpression(text);
  if (remembered.size >= MOST_REMEMBERED) {
    const [oldest] = remembered.keys();
    remembered.delete(oldest);
  }
  remembered.set(text, expression);
  return expression;
}

/** One method for each rule of the grammar. What it makes is nested no deeper than the text, and that has a limit. */
class Parser {
  /** Parentheses, and whatever stands between them and white space: what that is, is judged when it is reached. */
  private readonly words: RegExpExecArray[];
  private at = 0;
  private depth = 0;
  private permissions = 0;

  constructor(private readonly text: string) {
    this.words = [...text.matchAll(/[()]|[^ \t()]+/g)];
  }

  /** An expression, and nothing behind it. */
  whole(): PermissionExpression {
    const expression = this.expression();
    if (this.word !== undefined) throw this.fault('expects AND, OR or the end');
    return expression;
  }

  private expression(): PermissionExpression {
    const terms = this.joined('OR', () => this.term());
    return (held) => terms.some((term) => term(held));
  }

  private term(): PermissionExpression {
    const factors = this.joined('AND', () => this.factor());
    return (held) => factors.every((factor) => factor(held));
  }

  private factor(): PermissionExpression {
    if (this.word !== '(') return this.permission();
    if (++this.depth > DEEPEST) throw this.fault(`is nested deeper than ${DEEPEST}`);
    this.at++;
    const expression = this.expression();
    if (!this.skips(')')) throw this.fault('expects AND, OR or a closing parenthesis');
    this.depth--;
    return expression;
  }

  private permission(): PermissionExpression {
    const { word } = this;
    // a word without a dot is never repeated: it may be an API key that somebody put into the wrong place
    if (!word?.includes('.')) throw this.fault('expects a permission');
    if (++this.permissions > MOST_PERMISSIONS)
      throw this.fault(`names more than ${MOST_PERMISSIONS} permissions`);
    const named = permissionsNamed(word);
    if (named.length === 0) throw this.fault(`names the unknown permission ${echoOf(word)}`);
    this.at++;
    return (held) => named.every((permission) => held.has(permission));
  }

  private joined(keyword: 'AND' | 'OR', operand: () => PermissionExpression): PermissionExpression[] {
    const operands = [operand()];
    while (this.skips(keyword)) operands.push(operand());
    return operands;
  }

  private get word(): string | undefined {
    return this.words[this.at]?.[0];
  }

  private skips(word: string): boolean {
    const isNext = this.word?.toUpperCase() === word;
    if (isNext) this.at++;
    return isNext;
  }

  /** People count from one. */
  private fault(what: string): PermissionExpressionError {
    const position = this.words[this.at]?.index ?? this.text.length;
    return new PermissionExpressionError(`${what} at character ${position + 1}`);
  }
}

/** @returns none when the catalogue has nothing of that name. */
function permissionsNamed(word: string): readonly Permission[] {
  if (word.endsWith('.*')) return PERMISSIONS.filter((each) => each.startsWith(word.slice(0, -1)));
  return isPermission(word) ? [word] : [];
}

/** As much of a word as a message may repeat, with nothing in it that could forge a line or turn the writing around. */
function echoOf(word: string): string {
  return word.slice(0, LONGEST_ECHO).replaceAll(/[^!-~]/g, '?');
}
