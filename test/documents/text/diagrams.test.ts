/** Diagrams show what the code does now. */
import { readDocument } from '../documents.ts';
import { DIAGRAM_FILE, orderStatesDiagram } from '../order-states-diagram.ts';

test('the diagram of the order states is drawn from the table as it is now', () => {
  expect(readDocument(DIAGRAM_FILE).text).toBe(orderStatesDiagram());
});
