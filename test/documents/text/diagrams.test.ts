/** Diagrams show what the code does now. */
import { DIAGRAMS } from '../diagrams.ts';
import { allDocuments, readDocument } from '../documents.ts';

test.each(Object.entries(DIAGRAMS))('%s is drawn from its table as it is now', (file, draw) => {
  expect(readDocument(file).text).toBe(draw());
});

test('no diagram is left that nothing draws any more', () => {
  const names = allDocuments().map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('docs/diagrams/')).sort()).toEqual(
    Object.keys(DIAGRAMS).sort(),
  );
});
