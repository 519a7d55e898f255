type Given = Record<string, unknown>;

/** @returns a text of an address; nothing where it has none. */
export function textIn<Name extends string>(search: Given, name: Name): { [Key in Name]?: string } {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { [Key in Name]: string }) : {};
}

/** @returns a text of an address when it is one of those that are known; anybody may have written it. */
export function choiceIn<Name extends string, const Choice extends string>(
  search: Given,
  name: Name,
  choices: readonly Choice[],
): { [Key in Name]?: Choice } {
  const found = choices.find((choice) => choice === search[name]);
  return found === undefined ? {} : ({ [name]: found } as { [Key in Name]: Choice });
}

/** @returns the same for the router, which by itself hands on to a page what the page did not take from the address. */
export function only<Search extends object>(read: (search: Given) => Search): (search: Given) => Search {
  return (search) => {
    const nothing = Object.fromEntries(Object.keys(search).map((name) => [name, undefined]));
    return { ...nothing, ...read(search) };
  };
}
