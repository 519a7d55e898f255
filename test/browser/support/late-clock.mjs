// Loaded before the service, which then lives so many milliseconds later (or earlier) as a file says.
import { readFileSync } from 'node:fs';

const real = Date.now;
const now = () => real() + Number(readFileSync(process.env.CLOCK_SHIFT_FILE, 'utf8'));

globalThis.Date = new Proxy(Date, {
  construct: (date, parts, target) => Reflect.construct(date, parts.length === 0 ? [now()] : parts, target),
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
});
