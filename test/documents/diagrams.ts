/** The documents generated from code: `npm run diagrams` writes them, a test compares them. */
import { orderStatesDiagram } from './order-states-diagram.ts';
import { serviceStatesDiagram } from './service-states-diagram.ts';

/** Generators by file, relative to the project's root. */
export const DIAGRAMS: Readonly<Record<string, () => string>> = {
  'docs/diagrams/order-states.md': orderStatesDiagram,
  'docs/diagrams/service-states.md': serviceStatesDiagram,
};
