/**
 * Passport asks whether an error is true, and takes what is thrown as nothing for "nobody": a fault would be a 401, which makes clients
 * drop good credentials.
 * @throws what `work` throws, or an Error in place of nothing.
 */
export async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    throw fault || new Error('a credential could not be judged, and nothing was said about why');
  }
}
