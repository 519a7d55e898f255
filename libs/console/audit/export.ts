import type { AuditFilter, AuditPage, readAudits } from './audit-query.js';
import { CSV_HEADER, csvOf } from './csv.js';

/** More than that is a matter for the API. */
export const MOST_ROWS = 10_000;
const PAGE_SIZE = 1000;
/** How long a browser may take to begin to read what it is to save. */
const KEPT_MS = 60_000;

/** The lines of a file, and whether there would be more. */
export interface Export {
  parts: string[];
  count: number;
  isCut: boolean;
}

/**
 * Reads page after page, and keeps of each its lines alone.
 * @param onRead told how many entries have been read. @throws Fault
 */
export async function exported(
  filter: AuditFilter,
  read: typeof readAudits,
  onRead: (count: number) => void,
): Promise<Export> {
  const parts = [CSV_HEADER];
  let count = 0;
  let after: string | undefined = undefined;
  do {
    const limit = Math.min(PAGE_SIZE, MOST_ROWS - count);
    const page: AuditPage = await read({ ...filter, limit, ...(after !== undefined && { continue: after }) });
    parts.push(csvOf(page.items));
    count += page.items.length;
    after = page.listmeta.continue;
    onRead(count);
  } while (after !== '' && count < MOST_ROWS);
  return { parts, count, isCut: after !== '' };
}

/** Lets the browser save a file that was made here: no other host sees it. */
export function saveFile(name: string, parts: string[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
