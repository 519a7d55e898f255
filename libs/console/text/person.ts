/** @returns what a person is called; their address where they have no name. */
export function personName(person: { firstName: string; lastName: string; emailId: string }): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.emailId;
}
