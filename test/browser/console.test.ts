/** The console in a real browser on the real stack: a person signs in, finds an order, opens it and confirms it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { createClient, type Client, type Schemas } from '../../client/src/index.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { startProduct, type Product } from '../support/product.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, levels A and AA, and good practice. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 375, height: 812 };
const DESK = { width: 1_280, height: 900 };

const ENGLISH = {
  language: 'en',
  lang: 'en',
  ...{ settings: 'Settings', languageName: 'Language', themeName: 'Theme' },
  ...{ key: 'API key', person: 'Your name', signIn: 'Sign in', signOut: 'Sign out' },
  ...{ orders: 'Orders', confirm: 'Confirm', waiting: 'Waiting for payment', by: 'by Ana Souza' },
  total: 'US$1,200.00',
} as const;
const CHINESE = {
  language: 'zh',
  lang: 'zh-Hans',
  ...{ settings: '设置', languageName: '语言', themeName: '外观' },
  ...{ key: '接口密钥', person: '您的姓名', signIn: '登录', signOut: '退出登录' },
  ...{ orders: '订单', confirm: '确认订单', waiting: '待付款', by: '操作人：Ana Souza' },
  total: 'US$1,200.00',
} as const;

let product: Product;
let tested: TestBrowser;
let folder: string;
let sales: Client;
let accountId: string;
let termsVersion: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-'));
  await promisify(execFile)(process.execPath, [projectPath('scripts/bundle-console.mjs'), folder]);
  [product, tested] = await Promise.all([startProduct({}, { consoleFolder: folder }), openBrowser()]);
  sales = createClient({ baseUrl: product.url, apiKey: product.keys.sales });
  const account = await sales.post('/v1/accounts', {
    body: { name: 'Riverside Hospital', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  accountId = account.id;
  await sales.post('/v1/agreements', {
    body: {
      accountId,
      number: 'COOP-17',
      productLines: ['aimis-intl'],
      signedOn: '2025-03-01',
      document: { name: 'coop-17.pdf', sha256: '17'.padStart(64, '0') },
    },
  });
  const { termsVersions } = await sales.get('/v1/catalogue');
  termsVersion = termsVersions['aimis-intl']!;
});
afterAll(async () => {
  await tested.close();
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

function placeOrder(reference: string): Promise<Schemas['Order']> {
  const line = { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 };
  const body = {
    accountId,
    channel: 'online' as const,
    termsAccepted: true,
    termsVersion,
    reference,
    lines: [line],
  };
  return sales.post('/v1/orders', { body });
}

/** What the console reports to developers: errors of scripts, and what the content security policy blocked. */
function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    // A new visitor has no session, which the browser reports as a failed request.
    if (message.type() === 'error' && !message.text().includes('401')) errors.push(message.text());
  });
  return errors;
}

/** What axe finds on the page as it is now. */
async function flawsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: AxeCore };
    const { violations } = await axe.run({ runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, AXE_TAGS);
}

interface AxeCore {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** True if nothing is wider than the screen. */
function fits(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= innerWidth');
}

test.each([
  { words: ENGLISH, theme: 'light', viewport: DESK },
  { words: ENGLISH, theme: 'dark', viewport: PHONE },
  { words: CHINESE, theme: 'light', viewport: PHONE },
  { words: CHINESE, theme: 'dark', viewport: DESK },
] as const)(
  'an order is found and confirmed: $words.lang, $theme, $viewport.width',
  async ({ words, theme, viewport }) => {
    const order = await placeOrder(`PO-${words.language}-${theme}`);
    const context = await tested.browser.newContext({
      locale: 'en-GB',
      viewport,
      timezoneId: 'America/Sao_Paulo',
    });
    const page = await context.newPage();
    const errors = listenForErrors(page);
    await page.goto(product.url);
    await page.getByText(ENGLISH.settings, { exact: true }).click();
    await page.getByLabel(ENGLISH.languageName).selectOption(words.language);
    await page.getByLabel(words.themeName).selectOption(theme);
    expect(await flawsOf(page)).toEqual([]);
    await page.getByText(words.settings, { exact: true }).click();

    await page.getByLabel(words.key).fill(product.keys.sales);
    await page.getByLabel(words.person).fill('Ana Souza');
    await page.getByRole('button', { name: words.signIn }).click();
    await page.getByRole('heading', { level: 1, name: words.orders }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/orders');
    const row = page.getByRole('row', { name: order.reference! });
    await row.getByText(words.total).waitFor();
    expect(await row.textContent()).toContain('Riverside Hospital');
    expect(await page.locator('html').getAttribute('lang')).toBe(words.lang);
    expect(await flawsOf(page)).toEqual([]);
    expect(await fits(page)).toBe(true);

    await page.getByRole('link', { name: order.reference! }).click();
    await page.getByRole('button', { name: words.confirm, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await flawsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: words.confirm, exact: true }).click();
    await page.getByText(words.waiting, { exact: true }).waitFor();
    await page.getByText(words.by).waitFor();
    expect(await flawsOf(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
    expect((await sales.get('/v1/orders/{id}', { path: { id: order.id } })).state).toBe('awaiting_payment');

    await page.getByRole('button', { name: words.signOut }).click();
    await page.getByLabel(words.key).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  },
);
