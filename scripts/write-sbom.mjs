/**
 * Writes what the product is made of, in the CycloneDX format, to `dist/sbom.json`: every package that runs in
 * production, with version and hash, as the lockfile names it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './set-up.mjs';
import { run } from './steps.mjs';

const FILE = path.join(ROOT, 'dist', 'sbom.json');
// The client's package is part of this project and has no version of its own.
const SELECTION = ['--omit=dev', '--workspaces=false', '--package-lock-only'];

const { code, output } = await run('npm', ['sbom', '--sbom-format=cyclonedx', ...SELECTION], { cwd: ROOT });
const bill = code === 0 ? JSON.parse(output) : undefined;
if (!bill?.components?.length) {
  process.stderr.write(`${output}\nThe list of packages (dist/sbom.json) could not be written.\n`);
  process.exit(1);
}
// npm names the product after its folder.
bill.metadata.component.name = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).name;
mkdirSync(path.dirname(FILE), { recursive: true });
writeFileSync(FILE, `${JSON.stringify(bill, null, 2)}\n`);
