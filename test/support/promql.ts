/** A metric in a query, with what is asked of its labels. */
export interface Selector {
  name: string;
  matchers: { label: string; operator: string; value: string }[];
}

const SELECTOR = /\b([a-z_][\w:]*)\s*(?:\{([^}]*)\}|(?=\s*\[)|(?![\w:]*\s*[({]))/gi;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;
/** Words that stand where a metric could. */
const KEYWORDS = new Set(['by', 'without', 'on', 'ignoring', 'and', 'or', 'unless', 'bool', 'offset']);

/** @returns the metrics that a query of Prometheus reads; durations, functions and grouped labels are none. */
export function selectorsIn(query: string): Selector[] {
  const bare = query
    .replaceAll(/\[[^\]]*\]/g, '[]')
    .replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, ' ');
  return [...bare.matchAll(SELECTOR)]
    .map(([, name = '', matchers = '']) => ({
      name,
      matchers: [...matchers.matchAll(MATCHER)].map(([, label = '', operator = '', value = '']) => ({
        label,
        operator,
        value,
      })),
    }))
    .filter(({ name }) => !KEYWORDS.has(name));
}

/** @returns the labels that a query groups by. */
export function groupingsIn(query: string): string[] {
  return [...query.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  );
}
