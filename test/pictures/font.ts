/** One font for all pictures, whatever the machine has: Noto Sans SC, which has Latin and Chinese letters. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectPath } from '../../src/infra/project-root.ts';

const FONT = projectPath('scripts/browser/node_modules/@fontsource/noto-sans-sc');
const WEIGHTS = [400, 500, 700];
/** An address that the product does not have. */
const ADDRESS = '/font-of-pictures/';

/** Shows the page in the font. */
export async function serveFont(page: Page): Promise<void> {
  await page.route(`**${ADDRESS}*`, (route) => {
    const file = path.basename(new URL(route.request().url()).pathname);
    return route.fulfill({ path: path.join(FONT, 'files', file) });
  });
  const faces = WEIGHTS.map((weight) =>
    readFileSync(path.join(FONT, `${weight}.css`), 'utf8').replaceAll('./files/', ADDRESS),
  );
  const rule = `*:not(code, pre, kbd) { font-family: 'Noto Sans SC', sans-serif !important; }`;
  await page.addStyleTag({ content: [...faces, rule].join('\n') });
}
