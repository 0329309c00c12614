/**
 * `npm run pictures`: the pictures of the console in README and documents, taken from the product as `npm start` runs it,
 * with example data, in a new folder that is removed afterwards.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createClient } from '../../client/src/index.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { openBrowser } from '../support/browser.ts';
import { runProgram } from '../support/running-program.ts';
import { makeExampleData, type Clients, type ExampleData } from './example-data.ts';
import { serveFont } from './font.ts';

const PICTURES = projectPath('docs/images');
const START_MS = 180_000;
const DESK = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 844 };

interface Picture {
  readonly name: string;
  readonly language: 'en' | 'zh';
  readonly theme: 'light' | 'dark';
  readonly viewport: typeof DESK;
  readonly as: keyof Clients | 'buyer' | null;
  readonly person?: string;
  readonly address: (data: ExampleData) => string;
  /** What is done on the page before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const LIGHT = { language: 'en', theme: 'light', viewport: DESK } as const;

const TAKEN: readonly Picture[] = [
  {
    ...LIGHT,
    name: 'console-my-account',
    as: 'buyer',
    person: 'Mei Tan',
    address: ({ accountId }) => `/overview/${accountId}`,
  },
  {
    ...LIGHT,
    name: 'console-arrears-zh',
    language: 'zh',
    as: 'sales',
    person: '李伟',
    address: ({ arrearsAccountId }) => `/overview/${arrearsAccountId}`,
  },
  {
    ...LIGHT,
    name: 'console-order',
    as: 'operator',
    person: 'Ana Souza',
    address: ({ orderId }) => `/orders/${orderId}`,
  },
  {
    ...LIGHT,
    name: 'console-orders-zh',
    language: 'zh',
    theme: 'dark',
    as: 'sales',
    person: '李伟',
    address: () => '/orders',
  },
  {
    ...LIGHT,
    name: 'console-buy',
    as: 'buyer',
    person: 'Mei Tan',
    address: () => '/buy/aimis-intl',
  },
  {
    ...LIGHT,
    name: 'console-services-phone',
    viewport: PHONE,
    as: 'delivery',
    person: 'Li Wei',
    address: ({ deliveredServiceId }) => `/services/${deliveredServiceId}`,
  },
  {
    ...LIGHT,
    name: 'sign-off-phone-zh',
    language: 'zh',
    viewport: PHONE,
    as: null,
    address: ({ signOffUrl }) => signOffUrl,
  },
];

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pictures-'));
  const [port, uiPort] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  const program = runProgram(process.execPath, [projectPath('scripts/start.mjs')], {
    cwd: projectPath(),
    environment: { ...process.env, PORT: String(port), TEMPORAL_UI_PORT: String(uiPort), DATA_DIR: folder },
  });
  const browser = await openBrowser();
  try {
    await program.says('Ready in', START_MS);
    const keys = JSON.parse(readFileSync(path.join(folder, 'keys.json'), 'utf8')) as Record<
      keyof Clients,
      string
    >;
    const clientOf = (role: keyof Clients) => createClient({ baseUrl: url, apiKey: keys[role] });
    const data = await makeExampleData({
      sales: clientOf('sales'),
      operator: clientOf('operator'),
      delivery: clientOf('delivery'),
      platform: clientOf('platform'),
    });
    for (const picture of TAKEN) {
      const key = picture.as === 'buyer' ? data.buyerKey : picture.as === null ? null : keys[picture.as];
      await take(browser, url, picture, key, data);
      process.stdout.write(`docs/images/${picture.name}.png\n`);
    }
  } finally {
    await browser.close();
    program.kill('SIGTERM', 'group');
    await program.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function take(
  browser: Browser,
  url: string,
  { name, language, theme, viewport, person = '', address, prepare }: Picture,
  key: string | null,
  data: ExampleData,
): Promise<void> {
  const context = await browser.newContext({
    viewport,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    timezoneId: 'Asia/Singapore',
    // The font of pictures is none of the product.
    bypassCSP: true,
  });
  const preferences = JSON.stringify({ language, theme, zone: 'customer' });
  await context.addInitScript(`localStorage.setItem('preferences', '${preferences}')`);
  if (key !== null)
    await context.request.post(`${url}/v1/sessions`, { data: { key, person }, headers: { origin: url } });
  const page = await context.newPage();
  await page.goto(new URL(address(data), url).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await serveFont(page);
  await prepare?.(page);
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  await context.close();
}

await main();
