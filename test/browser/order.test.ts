/**
 * The page of an order in a real browser: its progress, the commands that are legal now, refusals in words with their rule,
 * and nothing that the role may not see.
 */
import type { Client, Schemas } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';

/** How many pixels the content of the dialog is wider than the dialog. */
const DIALOG_OVERFLOW = `document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth`;

const WORDS = {
  en: {
    cancel: 'Cancel the order',
    reason: 'Reason',
    cancelled: 'Cancelled',
    refund: 'Refund',
    rule: 'Rule',
    remedy: 'What you can do',
    named: '“Cloud inspections by quantity, stored 15 years” is refundable only',
    record: 'Record the agreement',
    ask: 'Please contact your sales team',
    stopped: 'Cancelled (ended here)',
    history: 'History',
  },
  zh: {
    cancel: '取消订单',
    reason: '原因',
    cancelled: '已取消',
    refund: '退款',
    rule: '规则',
    remedy: '处理办法',
    named: '“云检查资源（按量，存储 15 年）” 仅可依据',
    record: '录入协议',
    ask: '请联系您的销售团队',
    stopped: '已取消 (已终止)',
    history: '历史记录',
  },
} as const;

let served: TestConsole;
let sales: Client;
let operator: Client;
let termsVersion: string;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
  operator = served.as('operator');
  termsVersion = (await sales.get('/v1/catalogue')).termsVersions['aimis-intl']!;
});
afterAll(() => served.close());

async function newAccount(name: string): Promise<string> {
  const { id } = await sales.post('/v1/accounts', {
    body: { name, country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  return id;
}

function signAgreement(accountId: string) {
  return sales.post('/v1/agreements', {
    body: {
      accountId,
      number: 'COOP-19',
      productLines: ['aimis-intl'],
      signedOn: '2025-03-01',
      document: { name: 'coop-19.pdf', sha256: '19'.padStart(64, '0') },
    },
  });
}

function placeOrder(accountId: string, reference: string): Promise<Schemas['Order']> {
  return sales.post('/v1/orders', {
    body: {
      accountId,
      channel: 'offline',
      termsAccepted: true,
      termsVersion,
      reference,
      lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
    },
  });
}

const read = (id: string) => sales.get('/v1/orders/{id}', { path: { id } });

test.each(LOOKS)(
  'an order is cancelled with a reason, with the keyboard: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const accountId = await newAccount('Lakeside Clinic');
    await signAgreement(accountId);
    const { id } = await placeOrder(accountId, 'PO-CANCELLED');
    const person = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}`, person);
    const button = page.getByRole('button', { name: words.cancel });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.reason).focus();
    expect(await flaws()).toEqual([]);
    await page.keyboard.type('Ordered twice');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.cancelled, { exact: true }).first().waitFor();
    await page.getByText('Ordered twice').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: words.stopped }).count()).toBe(1);
    expect((await read(id)).state).toBe('cancelled');
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'a refused refund names rule and remedy, and nothing changes: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const accountId = await newAccount('Lakeside Clinic');
    await signAgreement(accountId);
    const { id } = await placeOrder(accountId, 'PO-REFUNDED');
    await sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
    await operator.post('/v1/orders/{id}/payments', {
      path: { id },
      body: { method: 'online', token: 'tok_ok' },
    });
    await eventually(
      () => read(id),
      ({ state }) => state === 'active',
    );
    const person = { key: served.product.keys.operator, person: 'Li Wei' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}`, person);
    await page.getByRole('button', { name: words.refund, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.reason).fill('Not needed any more');
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.refund, exact: true }).click();
    const refusal = dialog.getByRole('alert');
    await refusal.getByText(words.remedy).waitFor();
    await refusal.getByText(words.rule).waitFor();
    await refusal.getByText(words.named).waitFor();
    await refusal.locator('summary').click();
    await dialog.locator('.curl summary').click();
    // Long lines scroll inside themselves.
    expect(await page.evaluate(DIALOG_OVERFLOW)).toBe(0);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await read(id)).state).toBe('active');
    expect((await sales.get('/v1/orders/{id}/refunds', { path: { id } })).items).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'money that came twice is returned by an operator, with a reason: $language, $theme, $viewport.width',
  async (look) => {
    const words = {
      en: { twice: 'Paid too much', give: 'Return the money' },
      zh: { twice: '重复付款', give: '退回款项' },
    }[look.language];
    const accountId = await newAccount('Lakeside Clinic');
    await signAgreement(accountId);
    const { id } = await placeOrder(accountId, 'PO-TWICE');
    await sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
    await operator.post('/v1/orders/{id}/payments', {
      path: { id },
      body: { method: 'online', token: 'tok_twice' },
    });
    const payments = () => sales.get('/v1/payments', { query: { orderId: id } });
    await eventually(payments, ({ items }) => items.some(({ state }) => state === 'excess'));
    const person = { key: served.product.keys.operator, person: 'Li Wei' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}`, person);
    await page.getByText(words.twice, { exact: true }).waitFor();
    await page.getByRole('button', { name: words.give }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(WORDS[look.language].reason).fill('Charged twice');
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.give }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.give }).waitFor({ state: 'detached' });
    await page.getByText('Charged twice').first().waitFor();
    const { items } = await eventually(payments, (read) =>
      read.items.some(({ state }) => state === 'refunded'),
    );
    expect(items.map(({ state }) => state).sort()).toEqual(['captured', 'refunded']);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'an order without an agreement says so, to each in their way: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const accountId = await newAccount('Hillside Clinic');
    const { id } = await placeOrder(accountId, 'PO-WAITING');
    const { key } = await operator.post('/v1/keys', {
      body: { name: 'Hillside purchasing', roles: ['customer'], accountIds: [accountId] },
    });
    const seller = await served.open(look, `/orders/${id}`, {
      key: served.product.keys.sales,
      person: 'Ana Souza',
    });
    const link = seller.page.getByRole('link', { name: words.record });
    expect(await link.getAttribute('href')).toBe(`/customers/${accountId}/agreements/new?order=${id}`);
    expect(await seller.flaws()).toEqual([]);
    await seller.close();

    const buyer = await served.open(look, `/orders/${id}`, { key: key!, person: 'Mei Tan' });
    await buyer.page.getByText(words.ask).waitFor();
    await buyer.page.getByRole('heading', { name: words.history }).waitFor();
    expect(await buyer.page.getByRole('link', { name: words.record }).count()).toBe(0);
    expect(await buyer.page.locator('main').textContent()).not.toMatch(/Temporal|Ana Souza|order:ord/);
    expect(await buyer.flaws()).toEqual([]);
    expect(await buyer.fits()).toBe(true);
    expect([...seller.errors, ...buyer.errors]).toEqual([]);
    await buyer.close();
  },
);

test.each(LOOKS)(
  'a subscription is renewed for other months, once the terms are accepted: $language, $theme, $viewport.width',
  async (look) => {
    const words = {
      en: { renew: 'Renew', months: /^Months of /, terms: 'Accept the terms of service to go on.' },
      zh: { renew: '续费', months: /：月数$/, terms: '请先同意服务条款。' },
    }[look.language];
    const accountId = await newAccount('Lakeside Clinic');
    const { id: organizationId } = await sales.post('/v1/accounts/{id}/organizations', {
      path: { id: accountId },
      body: { name: 'Lakeside Check-ups' },
    });
    const { termsVersions } = await sales.get('/v1/catalogue');
    const { id } = await sales.post('/v1/orders', {
      body: {
        accountId,
        channel: 'offline',
        termsAccepted: true,
        termsVersion: termsVersions['ipc']!,
        reference: 'PO-RENEWED',
        lines: [{ sku: 'IPC-SW-SUMMARY', quantity: 1, term: { count: 12, unit: 'month' }, organizationId }],
      },
    });
    await sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
    await operator.post('/v1/orders/{id}/payments', {
      path: { id },
      body: { method: 'online', token: 'tok_ok' },
    });
    await eventually(
      () => read(id),
      ({ state }) => state === 'active',
    );
    const person = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}`, person);
    await page.getByRole('button', { name: words.renew, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.months).fill('6');
    await dialog.getByRole('button', { name: words.renew, exact: true }).click();
    await dialog.getByText(words.terms).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: words.renew, exact: true }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(id));
    const renewal = await read(new URL(page.url()).pathname.split('/').at(-1)!);
    expect(renewal.renews).toBe(id);
    expect(renewal.lines.map(({ term }) => term)).toEqual([{ count: 6, unit: 'month' }]);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'times are those of the customer, of the browser, or UTC, as the person chooses: $language, $theme, $viewport.width',
  async (look) => {
    const zones = {
      en: { zone: 'Times in', next: 'Placed' },
      zh: { zone: '时间显示', next: '下单时间' },
    }[look.language];
    const accountId = await newAccount('Lakeside Clinic');
    const { id, placedAt } = await placeOrder(accountId, 'PO-ZONES');
    const person = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, errors, close } = await served.open(look, `/orders/${id}`, person);
    const time = page.locator('dt', { hasText: zones.next }).locator('xpath=..').locator('time');
    const shown: Record<string, string | null> = {};
    for (const choice of ['customer', 'local', 'utc']) {
      await page.locator('summary', { hasText: 'Ana Souza' }).click();
      await page.getByLabel(zones.zone).selectOption(choice);
      await page.keyboard.press('Escape');
      await eventually(
        () => time.getAttribute('title'),
        (title) => title === { customer: 'GMT+8', local: 'GMT-3', utc: 'UTC' }[choice],
      );
      shown[choice] = await time.textContent();
    }
    const at = (hours: number) =>
      new Date(Date.parse(placedAt) + hours * 3_600_000).toISOString().slice(11, 16);
    expect(shown['customer']).toContain(at(8));
    expect(shown['local']).toContain(at(-3));
    expect(shown['utc']).toContain(at(0));
    expect(await flaws()).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  },
);
