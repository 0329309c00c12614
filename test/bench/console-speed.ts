/**
 * The console as people wait for it: the largest contentful paint of a first visit with a slow processor, and the time until
 * the list of orders shows its first page, beside many orders and beside few.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { growDatabase, type GrownSizes } from '../support/grown-database.ts';
import { startBenchApi, type BenchApi } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

/** How much slower the processor of the browser is made. */
const SLOWED = 4;
const LCP_MS = 1_200;
const FEW = 100;
const MANY = 100_000;

const FIRST_VISIT: Omit<Target, 'name' | 'title'> = {
  unit: 'ms',
  sides: { ours: 'the console', bare: null },
  bound: { at: 'most', value: LCP_MS },
};
const SIGN_IN: Target = {
  ...FIRST_VISIT,
  name: 'console-lcp-sign-in',
  title: `Largest contentful paint of the sign-in page, nothing cached, processor slowed ${SLOWED} times`,
};
const LIST: Target = {
  ...FIRST_VISIT,
  name: 'console-lcp-orders',
  title: `Largest contentful paint of the list of orders, nothing cached, processor slowed ${SLOWED} times`,
};
const ROWS: Target = {
  name: 'console-orders',
  title: `Time until the list of orders shows its first page, with ${MANY} orders against ${FEW}`,
  unit: 'ms',
  sides: { ours: `${MANY} orders`, bare: `${FEW} orders` },
  bound: { at: 'most', value: 1.25 },
};

export const CONSOLE_NAMES = [SIGN_IN, LIST, ROWS].map(({ name }) => name);

export async function measureConsole(
  servers: BenchServers,
  { rounds, smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!CONSOLE_NAMES.some((name) => wants(name))) return [];
  const browser = await openBrowser();
  const few = await startBenchApi(servers, 'bench_console_few');
  const many = await startBenchApi(servers, 'bench_console_many');
  try {
    await growDatabase(few.database, sizesOf(FEW));
    await growDatabase(many.database, sizesOf(smoke ? FEW : MANY), (line) => progress(`console: ${line}`));
    const results: Measurement[] = [];
    const inTurn = async (target: Target, one: () => Promise<number>) => {
      if (!wants(target.name)) return;
      await one();
      const ours: number[] = [];
      for (let round = 0; round < rounds; round += 1) ours.push(await one());
      results.push({ ...target, ours, bare: [] });
    };
    await inTurn(SIGN_IN, () => paintOf(browser, many, '/', false));
    await inTurn(LIST, () => paintOf(browser, many, '/orders', true));
    if (wants(ROWS.name)) {
      const sides = { ours: () => rowsAfter(browser, many), bare: () => rowsAfter(browser, few) };
      await takeTurns(1, sides);
      results.push({ ...ROWS, ...(await takeTurns(rounds, sides)) });
    }
    return results;
  } finally {
    await Promise.all([few.stop(), many.stop(), browser.close()]);
  }
}

/** Nothing but accounts and orders in number. */
function sizesOf(orders: number): GrownSizes {
  return { accounts: 100, orders, audit: FEW, deadlines: FEW, notices: FEW, others: FEW };
}

const urlOf = ({ port }: BenchApi) => `http://127.0.0.1:${port}`;

/** Runs with a page of a new browser profile, signed in as an operator if asked for. */
async function inFreshPage<T>(
  browser: Browser,
  api: BenchApi,
  signedIn: boolean,
  work: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 900 } });
  try {
    if (signedIn) {
      const response = await context.request.post(`${urlOf(api)}/v1/sessions`, {
        data: { key: api.operatorKey },
        headers: { origin: urlOf(api) },
      });
      if (!response.ok()) throw new Error(`Signing in was responded with ${response.status()}`);
    }
    return await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Milliseconds from the start of the visit to its largest contentful paint. */
function paintOf(browser: Browser, api: BenchApi, path: string, signedIn: boolean): Promise<number> {
  return inFreshPage(browser, api, signedIn, async (page, context) => {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.addInitScript(`
      globalThis.largestPaint = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.largestPaint = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    `);
    await page.goto(`${urlOf(api)}${path}`);
    await page
      .locator(signedIn ? 'tbody tr' : 'form button')
      .first()
      .waitFor();
    // A paint is reported after it happened; later requests could still bring a larger one.
    await page.waitForLoadState('networkidle');
    return page.evaluate<number>('globalThis.largestPaint');
  });
}

/** Milliseconds from the start of the visit until the first page of orders stands there. */
function rowsAfter(browser: Browser, api: BenchApi): Promise<number> {
  return inFreshPage(browser, api, true, async (page) => {
    await page.goto(`${urlOf(api)}/orders`, { waitUntil: 'commit' });
    await page.locator('tbody tr').nth(20).waitFor();
    return page.evaluate<number>('performance.now()');
  });
}
