import { DE } from './de.js';
import { EN } from './en.js';

const placesIn = (message: unknown) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted(
    (one, other) => one.localeCompare(other),
  );

describe('the messages', () => {
  it('name the same values in every language', () => {
    for (const [name, message] of Object.entries(EN))
      expect([name, placesIn(DE[name as keyof typeof EN])]).toEqual([name, placesIn(message)]);
  });

  it('are those of the source, in its words', () => {
    const words = Object.values(EN).map((message) => (typeof message === 'string' ? message : message.other));
    for (const word of [
      'API Keys',
      'Users',
      'Overview',
      'Add New API Key',
      'API Key Name',
      'Description',
      'User Name',
      'Expiration Date',
      'Custom',
      'Edit',
      'Revoke',
      'Re-activate',
      'Delete',
      'Active',
      'Inactive',
    ])
      expect(words).toContain(word);
  });
});
