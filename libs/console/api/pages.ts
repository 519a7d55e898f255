import { Fault } from './fault.js';

/** @returns a page of a list. An old address may name a place that does not count any more: then the list begins anew. */
export async function pageFrom<Page>(
  after: string | undefined,
  list: (after: string | undefined) => Promise<Page>,
): Promise<Page> {
  try {
    return await list(after);
  } catch (error) {
    if (Fault.of(error).code !== 'InvalidCursor') throw error;
    return list(undefined);
  }
}
