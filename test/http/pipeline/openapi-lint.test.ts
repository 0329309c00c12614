/** Redocly's recommended rules find nothing to warn about in the document. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ROUTES } from '../../../src/contracts/routes.ts';
import { openApiDocument } from '../../../src/http/openapi/document.ts';

const REDOCLY = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin',
  'cli.js',
);

it('the document passes the recommended rules of redocly lint without a warning', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'openapi-'));
  try {
    await writeFile(path.join(folder, 'openapi.json'), JSON.stringify(openApiDocument(ROUTES)));
    const { stdout } = spawnSync(
      process.execPath,
      [REDOCLY, 'lint', 'openapi.json', '--extends=recommended', '--format=json', '--max-problems=1000'],
      {
        cwd: folder,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
        maxBuffer: 64 * 1_048_576,
        encoding: 'utf8',
      },
    );
    const { problems } = JSON.parse(stdout) as { problems: { ruleId: string; location: unknown }[] };
    expect(problems.map(({ ruleId, location }) => `${ruleId} ${JSON.stringify(location)}`)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
