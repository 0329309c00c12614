/** A customer's account in a real browser: what is outstanding and closed comes first, and the way out is two clicks away. */
import type { Page } from 'playwright-core';
import { DESK, LOOKS, PHONE, startConsole, type TestConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { furnishedAccount, type FurnishedAccount } from '../support/furnished-account.ts';
import { ProductClient } from '../support/product-client.ts';

const WORDS = {
  en: {
    ...{ title: 'My account', buy: 'Buy', topUp: 'Top up', organization: 'Organization', account: 'Account' },
    ...{
      suspended: 'Suspended: Uploading inspections · Cloud inspections',
      outstanding: 'Outstanding: 300 inspections.',
    },
    ...{ rule: '24 hours after arrears begin, new inspections cannot be uploaded.' },
    ...{ left: '0 inspections', bar: 'Used 4,500, Expired 0 and Available 15,500' },
    ...{ accept: 'Accept', feature: 'Pre-consultation assistant', period: '7 March 2025' },
    ...{ through: 'Paid through 7 May 2025', features: 'Active features', nothing: 'Nothing bought yet' },
    ...{ orders: 'Open orders', due: 'What comes next', none: 'No features are active.' },
  },
  zh: {
    ...{ title: '我的账户', buy: '立即购买', topUp: '续费', organization: '机构', account: '账户' },
    ...{ suspended: '已停服：上传检查 · 云检查', outstanding: '欠费 300 例次。' },
    ...{ rule: '欠费 24 小时后停服，不可上传新检查。' },
    ...{ left: '0 例次', bar: '已用 4,500、已到期 0和可用 1.55 万' },
    ...{ accept: '去验收', feature: '预问诊助手', period: '2025年3月7日' },
    ...{ through: '已付至 2025年5月7日', features: '已开通功能', nothing: '尚未购买任何产品' },
    ...{ orders: '未完成订单', due: '近期到期', none: '暂无已开通的功能。' },
  },
} as const;
/** What the remedy orders, as the purchase page reads it. */
const TOP_UP = 'sku=AIMIS-INTL-CI-QTY-15Y&quantity=1000';

let served: TestConsole;
let client: ProductClient;
let furnished: FurnishedAccount;
let emptyId: string;
let key: string;
beforeAll(async () => {
  served = await startConsole();
  client = new ProductClient(served.product);
  ({ id: emptyId } = await client.customer({ agreement: false }));
  furnished = await furnishedAccount(client);
  key = await client.customerKey(furnished.accountId, emptyId);
});
afterAll(() => served.close());

const asCustomer = (look: Parameters<TestConsole['open']>[0], at = '/') =>
  served.open(look, at, { key, person: 'Li Wei' });
const pageOf = (accountId: string) => `/overview/${accountId}`;
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** The purchase page of the product line, with the line filled in. */
async function waitForTopUp(page: Page): Promise<void> {
  await page.waitForURL(`**/buy/aimis-intl?accountId=${furnished.accountId}&${TOP_UP}`);
  const values = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('main input')].map(({ value }) => value)`);
  await eventually(values, (found) => found.includes('1000'));
}

test.each(LOOKS)(
  'a customer begins with what is suspended and outstanding, and buys the way out: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const { page, flaws, fits, errors, close } = await asCustomer(look);
    await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
    // The newest of its accounts.
    await page.waitForURL(`**${pageOf(furnished.accountId)}`);
    const alert = page.getByRole('alert');
    await alert.getByText(words.rule).waitFor();
    const text = await alert.textContent();
    expect(text).toContain(words.suspended);
    expect(text).toContain(words.outstanding);
    expect(await page.getByRole('article').first().textContent()).toContain(words.left);
    await page.getByRole('img', { name: words.bar }).waitFor();
    await page.getByRole('row', { name: words.through }).waitFor();
    await region(page, words.due).waitFor();
    expect(await region(page, words.orders).textContent()).toContain('PO-OPEN');
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);

    const pool = await client.pool(furnished.accountId, 'inspection');
    expect(pool).toMatchObject({ available: 0, arrears: 300, suspended: true, used: 1_000, credited: 1_000 });

    // A pool that has units left is topped up with what was bought for it.
    const topUp = page.getByRole('article').nth(1).getByRole('link', { name: words.topUp });
    expect(await topUp.getAttribute('href')).toMatch(/^\/buy\?accountId=acc_\w+&sku=[A-Z]/);
    await page.getByRole('article').nth(1).locator('summary').click();
    await page.getByRole('article').nth(1).getByRole('row', { name: words.period }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await alert.getByRole('link', { name: words.topUp }).click();
    await waitForTopUp(page);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'an organization has features of its own, in the address: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const { page, flaws, fits, errors, close } = await asCustomer(look, pageOf(furnished.accountId));
    await page.getByLabel(words.organization).selectOption(furnished.radiologyId);
    await page.waitForURL(`**${pageOf(furnished.accountId)}?organizationId=${furnished.radiologyId}`);
    await region(page, words.features).getByRole('listitem').getByText(words.feature).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByLabel(words.organization).selectOption(furnished.clinicId);
    await region(page, words.features).getByText('AIMIS').waitFor();
    expect(await region(page, words.features).getByText(words.feature).count()).toBe(0);
    await page.goBack();
    await region(page, words.features).getByRole('listitem').getByText(words.feature).waitFor();
    await page.reload();
    await region(page, words.features).getByRole('listitem').getByText(words.feature).waitFor();
    expect(await page.getByLabel(words.organization).inputValue()).toBe(furnished.radiologyId);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'an account that has nothing yet says so, and leads to the shop: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const { page, flaws, fits, errors, close } = await asCustomer(look, pageOf(furnished.accountId));
    await page.getByLabel(words.account, { exact: true }).selectOption(emptyId);
    await page.getByRole('heading', { level: 2, name: words.nothing }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await region(page, words.nothing).getByRole('link', { name: words.buy }).click();
    await page.waitForURL(`**/buy?accountId=${emptyId}`);
    expect(errors).toEqual([]);
    await close();
  },
);

test('with the keyboard alone: from the start of the page to the top-up and to a service to accept', async () => {
  const words = WORDS.en;
  const { page, errors, close } = await asCustomer(LOOKS[0]);
  await page.getByRole('alert').getByText(words.rule).waitFor();
  const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
  const pressTabUntil = async (name: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused()).startsWith(name)) return;
    }
    throw new Error(`${name} cannot be reached`);
  };
  await pressTabUntil(words.topUp);
  await page.keyboard.press('Enter');
  await waitForTopUp(page);
  await page.goBack();
  await page.getByRole('alert').waitFor();
  await pressTabUntil(words.accept);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/services/svc_*');
  expect(errors).toEqual([]);
  await close();
});

test('sales see the account of a customer by its name; delivery staff read that they may not', async () => {
  const path = pageOf(furnished.accountId);
  const openAs = (role: 'sales' | 'delivery', at: string) =>
    served.open(LOOKS[0], at, { key: served.product.keys[role], person: 'Ana Souza' });
  const sales = await openAs('sales', path);
  await sales.page.getByRole('heading', { level: 1, name: 'Account of General Hospital' }).waitFor();
  await sales.page.getByRole('alert').waitFor();
  expect(await sales.flaws()).toEqual([]);
  await sales.page.goto(`${served.product.url}/overview`);
  await sales.page.waitForURL('**/customers');
  expect(sales.errors).toEqual([]);
  await sales.close();
  const delivery = await openAs('delivery', path);
  await delivery.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await delivery.page.getByText('General Hospital').count()).toBe(0);
  await delivery.close();
});

test('an account of others is not there', async () => {
  const { id } = await client.customer({ agreement: false });
  const { page, flaws, close } = await asCustomer(LOOKS[0], pageOf(id));
  await page.getByText('There is no such account or organization, or you may not see it.').waitFor();
  expect(await page.getByRole('main').getByRole('link', { name: 'Buy', exact: true }).count()).toBe(0);
  expect(await flaws()).toEqual([]);
  await close();
});

test.each([DESK, PHONE])('no text is written into the page: $width', async (viewport) => {
  const { page, fits, close } = await asCustomer(
    { language: 'pseudo', theme: 'light', viewport },
    `${pageOf(furnished.accountId)}?organizationId=${furnished.radiologyId}`,
  );
  await page.getByRole('alert').locator('code').waitFor();
  await page.waitForLoadState('networkidle');
  const texts = await page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim() !== '') found.push(walker.currentNode.data.trim());
    return found;
  })()`);
  expect(texts.length).toBeGreaterThan(80);
  // Names of the API, numbers, times and what separates them.
  const data =
    /^(?:· )?([\d,]+|[\d,]+ (inspections|cases)|\d+ \w+ \d{4}(, \d\d:\d\d)?|[·–:]|R-INTL-53|General Hospital|Radiology|PO-OPEN|North Clinic|Cloud inspections|Mimi AI Assistant|Pre-consultation assistant|(Radiology · \[|Accept|Mimi AI|Top up|24 hours|AI Platform).*)$/;
  expect(texts.filter((text) => !text.startsWith('[') && !data.test(text))).toEqual([]);
  expect(await fits()).toBe(true);
  await close();
});
