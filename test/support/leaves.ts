/** @returns the paths of all leaves of an answer; maps of free names are one. */
export function leavesOf(value: object, above = ''): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    typeof member === 'object' &&
    member !== null &&
    !Array.isArray(member) &&
    !/annotations|labels/.test(name)
      ? leavesOf(member, `${above}${name}.`)
      : [`${above}${name}`],
  );
}
