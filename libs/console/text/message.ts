/** A text, or another one for each plural form that the language has. */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** Chooses the plural form by `count` and puts the values where their names stand in braces. */
export function messageIn(
  language: string,
  message: Message,
  values: Record<string, string | number> = {},
): string {
  const form = new Intl.PluralRules(language).select(Number(values['count'] ?? 0));
  const text = typeof message === 'string' ? message : (message[form] ?? message.other ?? '');
  const shown = (value: string | number) =>
    typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ''));
}
