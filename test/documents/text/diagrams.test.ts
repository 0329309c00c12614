/** Diagrams match the code. */
import { DIAGRAMS } from '../diagrams.ts';
import { allDocuments, readDocument } from '../documents.ts';

test.each(Object.entries(DIAGRAMS))('%s matches its table', (file, draw) => {
  expect(readDocument(file).text).toBe(draw());
});

test('every diagram has a generator', () => {
  const names = allDocuments().map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('docs/diagrams/')).sort()).toEqual(
    Object.keys(DIAGRAMS).sort(),
  );
});
