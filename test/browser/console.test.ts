/** The console in a real browser on the real stack: a person signs in, finds an order, opens it and confirms it. */
import type { Client, Schemas } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';

const ENGLISH = {
  lang: 'en',
  ...{ settings: 'Settings', languageName: 'Language', themeName: 'Theme' },
  ...{ key: 'API key', person: 'Your name', signIn: 'Sign in', signOut: 'Sign out' },
  ...{ orders: 'Orders', confirm: 'Confirm', waiting: 'Waiting for payment', by: 'by Ana Souza' },
  total: 'US$1,200.00',
} as const;
const CHINESE = {
  lang: 'zh-Hans',
  ...{ settings: '设置', languageName: '语言', themeName: '外观' },
  ...{ key: '接口密钥', person: '您的姓名', signIn: '登录', signOut: '退出登录' },
  ...{ orders: '订单', confirm: '确认订单', waiting: '待付款', by: '操作人：Ana Souza' },
  total: 'US$1,200.00',
} as const;

let served: TestConsole;
let sales: Client;
let accountId: string;
let termsVersion: string;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
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
afterAll(() => served.close());

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

test.each(LOOKS)('an order is found and confirmed: $language, $theme, $viewport.width', async (look) => {
  const words = look.language === 'en' ? ENGLISH : CHINESE;
  const order = await placeOrder(`PO-${look.language}-${look.theme}`);
  const { page, flaws, fits, errors, close } = await served.open({ ...look, language: 'en' });
  await page.getByText(ENGLISH.settings, { exact: true }).click();
  await page.getByLabel(ENGLISH.languageName).selectOption(look.language);
  await page.getByLabel(words.themeName).selectOption(look.theme);
  expect(await flaws()).toEqual([]);
  await page.getByText(words.settings, { exact: true }).click();

  await page.getByLabel(words.key).fill(served.product.keys.sales);
  await page.getByLabel(words.person).fill('Ana Souza');
  await page.getByRole('button', { name: words.signIn }).click();
  await page.getByRole('heading', { level: 1, name: words.orders }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/orders');
  const row = page.getByRole('row', { name: order.reference! });
  await row.getByText(words.total).waitFor();
  expect(await row.textContent()).toContain('Riverside Hospital');
  expect(await page.locator('html').getAttribute('lang')).toBe(words.lang);
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);

  await page.getByRole('link', { name: order.reference! }).click();
  await page.getByRole('button', { name: words.confirm, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await flaws()).toEqual([]);
  await dialog.getByRole('button', { name: words.confirm, exact: true }).click();
  await page.getByText(words.waiting, { exact: true }).first().waitFor();
  await page.getByText(words.by).waitFor();
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  expect((await sales.get('/v1/orders/{id}', { path: { id: order.id } })).state).toBe('awaiting_payment');

  await page.getByText('Ana Souza', { exact: true }).first().click();
  await page.getByRole('button', { name: words.signOut }).click();
  await page.getByLabel(words.key).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test.each(LOOKS)(
  'a page of another role is refused in words: $language, $theme, $viewport.width',
  async (look) => {
    const title = { en: 'You may not open this page', zh: '您无权打开此页面' }[look.language];
    const person = { key: served.product.keys.delivery, person: 'Ben Ong' };
    const { page, flaws, fits, close } = await served.open(look, '/customers/new', person);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').count()).toBe(2);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await close();
  },
);
