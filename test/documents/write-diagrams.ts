/** `npm run diagrams`: writes the diagrams that are drawn from code. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './documents.ts';
import { DIAGRAM_FILE, orderStatesDiagram } from './order-states-diagram.ts';

writeFileSync(path.join(ROOT, DIAGRAM_FILE), orderStatesDiagram());
