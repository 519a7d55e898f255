import { PEOPLE, readMatrix } from './support/matrix.js';
import { ServedDocument } from './support/openapi.js';
import type { Operation } from './support/openapi.js';
import { TestApp } from './support/test-app.js';

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

/** Who may call a route is in matrix.yaml, which test/security/az-matrix holds against the service itself. */
describe('every route', () => {
  let app: TestApp;
  let document: ServedDocument;
  const { operations } = readMatrix();

  beforeAll(async () => {
    app = await TestApp.start();
    document = await ServedDocument.of(app);
  });
  afterAll(() => app.close());

  it('is a page or in the document', () => {
    const ours = new Set(operations.map(({ route }) => route));
    expect(ours.size).toBeGreaterThan(40);
    expect([...ours].toSorted()).toEqual(document.operations.map(nameOf).toSorted());
  });

  it('that is not public says so in the document, and a public one does not ask', () => {
    for (const operation of document.operations) {
      const rows = operations.filter(
        ({ route, statuses }) => route === nameOf(operation) && statuses.nobody === 401,
      );
      const takes = (credential: 'Token' | 'Key') =>
        rows.some(({ statuses }) => PEOPLE.some((person) => statuses[`${person}${credential}`] < 400));
      const schemes = (operation.security ?? []).flatMap((scheme) => Object.keys(scheme));
      expect([nameOf(operation), schemes.includes('Authorization'), schemes.includes('ApiKey')]).toEqual([
        nameOf(operation),
        takes('Token'),
        takes('Key'),
      ]);
    }
  });
});
