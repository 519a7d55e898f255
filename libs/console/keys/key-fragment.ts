const WHOLE_KEY = /lk_[0-9A-Za-z]{38}/;

/** @returns what may be shown of a whole key in a text, as lists show it; undefined when there is none in it. */
export function fragmentOfWhole(text: string): string | undefined {
  const [key] = WHOLE_KEY.exec(text) ?? [];
  return key && `${key.slice(0, 7)}...${key.slice(-4)}`;
}
