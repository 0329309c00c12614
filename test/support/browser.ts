/**
 * A browser for tests: the Chromium that the variable `CHROMIUM` names, otherwise the one that `npm run test:system` installs,
 * which needs nothing else on the machine but a C library.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { projectPath } from '../../src/infra/project-root.ts';

/** Everything runs in one container as root, where Chromium has no sandbox and little shared memory. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

/** Chromium rarely crashes while it starts on a busy machine, before any test began. */
const MOST_STARTS = 3;

/** Throws if no browser is installed. */
export async function openBrowser(): Promise<Browser> {
  const { executablePath, env } = installedBrowser();
  for (let start = 1; ; start++) {
    try {
      return await chromium.launch({ executablePath, args: ARGUMENTS, env });
    } catch (error) {
      if (start === MOST_STARTS) throw error;
    }
  }
}

function installedBrowser(): { executablePath: string; env: NodeJS.ProcessEnv } {
  const given = process.env['CHROMIUM'] ?? '';
  if (given !== '') return { executablePath: given, env: process.env };
  const installed = projectPath('.cache/browser');
  const executablePath = path.join(installed, 'chromium');
  if (!existsSync(executablePath))
    throw new Error('There is no browser for tests. Install one: node scripts/prepare-console-tests.mjs');
  return { executablePath, env: { ...process.env, LD_LIBRARY_PATH: path.join(installed, 'lib') } };
}
