/** Writes the figures of a run into the performance page, between the marks that enclose them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../src/infra/project-root.ts';
import { legendOf, tableOf, type Report } from './report.ts';

const BEGIN = '<!-- figures: written by npm run bench -- --write -->';
const END = '<!-- end of figures -->';

/** Throws if the document or its marks are missing. */
export function writeFigures(report: Report): string {
  const file = projectPath('docs', 'performance.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [head, rest] = before.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) {
    throw new Error(`docs/performance.md has no place for figures: ${BEGIN} … ${END}`);
  }
  writeFileSync(file, `${head}${BEGIN}\n\n${blockOf(report)}\n\n${END}${tail}`);
  return file;
}

function blockOf(report: Report): string {
  const { machine, rounds, command, takenOn } = report;
  return [
    `\`${command}\`, ${takenOn}, medians of ${rounds} rounds: ${machine.cores} cores, ${machine.memoryGigabytes} GB of memory, ` +
      `Node ${machine.node}, ${machine.platform}; load before the run ${machine.loadBefore.toFixed(1)}.`,
    '',
    tableOf(report),
    '',
    legendOf(report),
  ].join('\n');
}
