/** @returns the statuses of answers to requests that were sent at once, lowest first: who was first differs each time. */
export function statusesOf(answers: { status: number }[]): number[] {
  return answers.map(({ status }) => status).toSorted((one, other) => one - other);
}
