/** `catalogue check`: tells what is wrong in files of product lines before they are published. It needs neither server. */
import { Command } from 'commander';
import type { CatalogueCheck } from '../application/catalogue/check-files.ts';
import type { Environment } from '../infra/config.ts';
import { tableOf } from './table.ts';

interface Options {
  readonly folder?: string;
  readonly json?: boolean;
}

const EXAMPLE = `
Example:
  node dist/src/cli/main.js catalogue check paper.json

Each file is checked as if it stood in the folder of the catalogue, in place of the file that has its name or declares its
product line. Nothing is published. The command ends with 0 if the files could be published, and with 1 if not; it then
lists the mistakes, each with its file, its place and what is expected there: first those in the form of a file, then
what does not fit together. docs/catalogue.md describes the format.`;

export function catalogueCommand(environment: Environment): Command {
  const check = new Command('check')
    .description('check files of product lines before they are published')
    .argument('<file...>', 'files of product lines, in JSON')
    .option('--folder <folder>', 'the catalogue that they join (default: CATALOGUE_DIR, or the included one)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLE)
    .action(async (files: readonly string[], { folder, json = false }: Options) => {
      const { checkFiles } = await import('../application/catalogue/check-files.ts');
      const { projectPath } = await import('../infra/project-root.ts');
      const catalogue = folder ?? (environment['CATALOGUE_DIR'] || projectPath('src', 'catalogue'));
      const result = await checkFiles(catalogue, files);
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : textOf(result));
      process.exitCode = result.valid ? 0 : 1;
    });
  return new Command('catalogue').description('work with the files of the catalogue').addCommand(check);
}

function textOf({ valid, lines, problems }: CatalogueCheck): string {
  if (!valid) {
    const rows = problems.map(({ file, path, problem }) => [file, path, problem]);
    return `${tableOf(['FILE', 'PLACE', 'PROBLEM'], rows)}${count(problems.length, 'mistake')}; nothing can be published.\n`;
  }
  const rows = lines.map(({ file, productLine, currency, skus, unpriced, rules }) => [
    file,
    productLine,
    currency,
    String(skus),
    String(unpriced.length),
    String(rules),
  ]);
  return `${tableOf(['FILE', 'PRODUCT LINE', 'CURRENCY', 'SKUS', 'WITHOUT PRICE', 'RULES'], rows)}No mistakes. These files can be published.\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
