import * as fc from 'fast-check';
import { parsePermissionExpression, PermissionExpressionError } from './permission-expression.js';
import { PERMISSIONS } from './permissions.js';
import type { Permission } from './permissions.js';

const RESOURCES = [...new Set(PERMISSIONS.map((permission) => permission.split('.')[0]))];
const ofResource = (resource: string) =>
  PERMISSIONS.filter((permission) => permission.split('.')[0] === resource);

/** An expression as a test thinks of it, apart from how it is written. */
type Tree = { name: string } | { keyword: 'AND' | 'OR'; operands: Tree[] };

/** What the text must mean, in the plainest way. */
function meaningOf(tree: Tree, held: ReadonlySet<Permission>): boolean {
  if ('keyword' in tree) {
    const met = tree.operands.map((operand) => meaningOf(operand, held));
    return tree.keyword === 'AND' ? !met.includes(false) : met.includes(true);
  }
  const [resource, verb] = tree.name.split('.');
  return verb === '*'
    ? ofResource(resource).every((each) => held.has(each))
    : held.has(tree.name as Permission);
}

/** Writes a tree: `below(n)` draws a number under n, so that spacing, case and needless parentheses differ each time. */
function written(tree: Tree, below: (end: number) => number, inside?: 'AND' | 'OR'): string {
  const space = (least: number) =>
    Array.from({ length: least + below(3) }, () => (below(2) ? ' ' : '\t')).join('');
  const isChain = 'keyword' in tree;
  const bare = isChain
    ? tree.operands
        .map((operand) => written(operand, below, tree.keyword))
        .reduce((left, right) => left + space(1) + cased(tree.keyword, below) + space(1) + right)
    : tree.name;
  const needsThem = isChain && tree.keyword === 'OR' && inside === 'AND';
  return needsThem || below(4) === 0 ? `(${space(0)}${bare}${space(0)})` : bare;
}

const cased = (keyword: string, below: (end: number) => number) =>
  [...keyword].map((letter) => (below(2) ? letter : letter.toLowerCase())).join('');

/** Nothing but an answer or the one error, with a message that may stand in an answer. */
function judge(text: string): void {
  try {
    expect(typeof parsePermissionExpression(text)(new Set())).toBe('boolean');
  } catch (error) {
    expect(error).toBeInstanceOf(PermissionExpressionError);
    expect((error as Error).message).toMatch(/^[a-z][ -~]{1,90} character \d+$/);
  }
}

describe('any permission expression', () => {
  const name = fc.constantFrom(...PERMISSIONS, ...RESOURCES.map((resource) => `${resource}.*`));
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.record({ name }),
      fc.record({
        keyword: fc.constantFrom('AND' as const, 'OR' as const),
        operands: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));
  const holdings = fc.array(fc.subarray([...PERMISSIONS]), { minLength: 5, maxLength: 5 });
  const dice = fc.infiniteStream(fc.nat({ max: 59 }));

  it('means what its tree means, however it is written', () => {
    const seen = { met: 0, unmet: 0 };
    fc.assert(
      fc.property(tree, dice, holdings, (root, rolls, sets) => {
        const text = written(root, (end) => Number(rolls.next().value) % end);
        fc.pre(text.length <= 1024);
        const expression = parsePermissionExpression(text);
        for (const held of sets.map((each) => new Set(each))) {
          expect(expression(held)).toBe(meaningOf(root, held));
          seen[expression(held) ? 'met' : 'unmet']++;
        }
      }),
      { seed: 20_251, numRuns: 2000 },
    );
    expect(Math.min(seen.met, seen.unmet)).toBeGreaterThan(500);
  });

  it.each([
    ['any characters', fc.string({ unit: 'binary', maxLength: 2000 })],
    [
      'pieces of expressions',
      fc
        .array(
          fc.constantFrom('(', ')', ' ', '\t', ' AND ', ' or ', 'OR', '.', '*', '\n', 'user.get', 'role.*'),
          { maxLength: 400 },
        )
        .map((pieces) => pieces.join('')),
    ],
    [
      'one character many times',
      fc
        .tuple(fc.constantFrom('(', ')', ' ', '.', '*', 'a', '('.repeat(20)), fc.nat({ max: 100_000 }))
        .map(([piece, times]) => piece.repeat(times)),
    ],
  ])('is read or refused, at once and in one way: %s', (_kind, text) => {
    fc.assert(
      fc.property(text, (anything) => {
        // the fastest of three: the machine may have been busy with something else
        const times = [1, 2, 3].map(() => {
          const began = performance.now();
          judge(anything);
          return performance.now() - began;
        });
        expect(Math.min(...times)).toBeLessThan(50);
      }),
      { seed: 20_252, numRuns: 1000 },
    );
  });
});
