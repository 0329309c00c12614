/** `verify`: verifies an exported file with nothing but the public key. It needs neither server. */
import { Command } from 'commander';

interface Options {
  readonly key: string;
  readonly json?: boolean;
}

const EXAMPLE = `
Example:
  curl -s http://127.0.0.1:3000/v1/verify/key > key.json
  node dist/src/cli/main.js verify acc_01.ndjson --key key.json

It may be packed as gzip, or have the line ends of another system. The command ends with 0 where the export is what was
written, with 1 where it is not, and with 2 where it could not be checked: no such file, no key, no export, packed in
another way.`;

/** Exit code for invalid usage: nothing was verified. */
const COULD_NOT_CHECK = 2;

export function verifyCommand(): Command {
  return new Command('verify')
    .description('verify that an export of an account was not changed')
    .argument('<file>', 'the export; - for standard input')
    .requiredOption('--key <file>', 'the public key: the response of /v1/verify/key, or PEM')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLE)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : COULD_NOT_CHECK))
    .action(async (file: string, { key, json = false }: Options) => {
      const { verifyFile } = await import('./verify-file.ts');
      process.exitCode = await verifyFile(file, key, { json });
    });
}
