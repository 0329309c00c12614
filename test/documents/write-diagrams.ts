/** `npm run diagrams`: writes the documents generated from code. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DIAGRAMS } from './diagrams.ts';
import { ROOT } from './documents.ts';

for (const [file, draw] of Object.entries(DIAGRAMS)) writeFileSync(path.join(ROOT, file), draw());
