/** Paying in a real browser: a payment is declined and tried again, and operators record bank transfers. */
import type { Client, Schemas } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { BANK_ACCOUNT } from '../support/product.ts';

const ENGLISH = {
  ...{ pay: 'Pay', payTotal: 'Pay US$1,200.00', again: 'Try again', declined: 'Declined payment' },
  ...{ slow: 'Slow payment', wasDeclined: 'The payment was declined', active: 'Everything is active' },
  ...{ units: '1,000 inspections, usable through', title: 'Pay order', record: 'Record the payment' },
  ...{ reference: 'Reference on the statement', note: 'Note on the evidence', amount: 'Amount in USD' },
  ...{ noEvidence: 'The evidence is missing', noAmount: 'This is not an amount', order: 'Open the order' },
  ...{ onItsWay: 'A payment is on its way', anyway: 'Pay again all the same' },
  ...{ warning: 'only one pays the order, and the other is returned', payBeside: 'Pay US$1,200.00 again' },
  ...{ wrong: 'Wrong amount', notPaid: 'The order is not paid yet' },
  mismatched:
    'US$1,199.99 was received instead of US$1,200.00; it does not pay the order and will be returned.',
  twice: 'The order was paid twice; US$1,200.00 will be returned.',
};
const CHINESE: typeof ENGLISH = {
  ...{ pay: '支付', payTotal: '支付 US$1,200.00', again: '重新支付', declined: '付款被拒' },
  ...{ slow: '延迟到账', wasDeclined: '付款被拒', active: '已全部开通' },
  ...{ units: '1,000 例次，有效期至', title: '支付订单', record: '登记付款' },
  ...{ reference: '银行流水号', note: '凭证说明', amount: '金额（USD）' },
  ...{ noEvidence: '缺少凭证', noAmount: '金额有误', order: '查看订单' },
  ...{ onItsWay: '有一笔付款正在处理', anyway: '仍要再次支付' },
  ...{ warning: '仅一笔用于支付订单，另一笔将退回', payBeside: '再次支付 US$1,200.00' },
  ...{ wrong: '金额不符', notPaid: '订单尚未付款' },
  mismatched: '实收 US$1,199.99，应付 US$1,200.00；该款项未用于支付订单，将退回。',
  twice: '订单被重复付款，US$1,200.00 将退回。',
};

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
  const document = { name: 'coop-17.pdf', sha256: '17'.padStart(64, '0') };
  await sales.post('/v1/agreements', {
    body: { accountId, number: 'COOP-17', productLines: ['aimis-intl'], signedOn: '2025-03-01', document },
  });
  termsVersion = (await sales.get('/v1/catalogue')).termsVersions['aimis-intl']!;
});
afterAll(() => served.close());

/** An order that can be paid: 1,000 inspections for 1,200 USD. */
async function confirmedOrder(): Promise<Schemas['Order']> {
  const body = {
    accountId,
    channel: 'online' as const,
    termsAccepted: true,
    termsVersion,
    lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
  };
  const { id } = await sales.post('/v1/orders', { body });
  return sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
}

const paymentsOf = async (orderId: string) =>
  (await sales.get('/v1/payments', { query: { orderId } })).items.map(({ method, state }) => [method, state]);

test.each(LOOKS)('a declined payment is tried again: $language, $theme, $viewport.width', async (look) => {
  const words = look.language === 'en' ? ENGLISH : CHINESE;
  const { id } = await confirmedOrder();
  const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
  const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}`, signIn);
  await page.getByRole('link', { name: words.pay, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
  await page.getByText(BANK_ACCOUNT.account).waitFor();
  expect(await page.getByRole('button', { name: words.record }).count()).toBe(0);
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  await page.getByLabel(words.declined).check();
  await page.getByRole('button', { name: words.payTotal }).click();
  await page.getByRole('heading', { name: words.wasDeclined }).waitFor();
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  await page.getByRole('link', { name: words.again }).click();
  await page.getByLabel(words.slow).check();
  await page.getByRole('button', { name: words.payTotal }).click();
  await page.getByRole('heading', { name: words.active }).waitFor();
  await page.getByText(words.units).waitFor();
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  expect(await paymentsOf(id)).toEqual([
    ['online', 'captured'],
    ['online', 'declined'],
  ]);
  expect((await sales.get('/v1/orders/{id}', { path: { id } })).state).toBe('active');
  expect(errors).toEqual([]);
  await close();
});

test.each(LOOKS)('an operator records a transfer: $language, $theme, $viewport.width', async (look) => {
  const words = look.language === 'en' ? ENGLISH : CHINESE;
  const { id } = await confirmedOrder();
  const signIn = { key: served.product.keys.operator, person: 'Otto Weber' };
  const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}/pay`, signIn);
  await page.getByLabel(words.reference).fill('SWIFT 881');
  await page.getByLabel(words.amount).fill('a lot');
  await page.getByRole('button', { name: words.record }).click();
  await page.getByText(words.noAmount).waitFor();
  await page.getByLabel(words.amount).fill('1,200.00');
  await page.getByRole('button', { name: words.record }).click();
  await page.getByText(words.noEvidence).waitFor();
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
  await page.getByLabel(words.note).fill('Statement of today');
  await page.getByRole('button', { name: words.record }).click();
  await page.getByRole('heading', { name: words.active }).waitFor();
  expect(await paymentsOf(id)).toEqual([['offline', 'captured']]);
  expect(errors).toEqual([]);
  await close();
});

/** A payment of the order that stays on its way, as if its provider had not reported what became of it. */
async function startPending(id: string): Promise<void> {
  const body = { method: 'online' as const, token: 'tok_declined' };
  const { id: _id } = await sales.post('/v1/orders/{id}/payments', { path: { id }, body });
  await eventually(
    () => paymentsOf(id),
    ([last]) => last?.[1] === 'declined',
  );
  await served.product.fixture.database.models.payments.updateOne(
    { _id },
    { $set: { state: 'pending', reason: null } },
  );
}

test.each(LOOKS)(
  'an order with a payment on its way is not paid again by accident: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'en' ? ENGLISH : CHINESE;
    const { id } = await confirmedOrder();
    const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}/pay`, signIn);
    const pay = page.getByRole('button', { name: words.payTotal, exact: true });
    await pay.waitFor();
    // Another tab pays meanwhile: this page finds out before it charges.
    await startPending(id);
    await pay.click();
    await page.getByText(words.onItsWay).waitFor();
    expect(await pay.count()).toBe(0);
    expect(await paymentsOf(id)).toEqual([['online', 'pending']]);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    // The result page, and back with the browser: nothing of the page before is left.
    await page.getByRole('main').getByRole('link').first().click();
    await page.waitForURL(`**/orders/${id}/result`);
    await page.goBack();
    await page.getByText(words.onItsWay).waitFor();
    expect(await pay.count()).toBe(0);
    await page.getByRole('button', { name: words.anyway }).click();
    await page.getByText(words.warning).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByRole('button', { name: words.payBeside }).click();
    await page.getByRole('heading', { name: words.active }).waitFor();
    expect(await paymentsOf(id)).toEqual([
      ['online', 'captured'],
      ['online', 'pending'],
    ]);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'money that does not pay the order is explained: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'en' ? ENGLISH : CHINESE;
    const { id } = await confirmedOrder();
    const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, `/orders/${id}/pay`, signIn);
    await page.getByLabel(words.wrong).check();
    await page.getByRole('button', { name: words.payTotal }).click();
    await page.getByText(words.mismatched).waitFor();
    await page.getByRole('heading', { name: words.notPaid }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    const path = { id };
    await sales.post('/v1/orders/{id}/payments', { path, body: { method: 'online', token: 'tok_twice' } });
    await page.getByText(words.twice).waitFor();
    await page.getByRole('heading', { name: words.active }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    expect((await paymentsOf(id)).map(([, state]) => state).toSorted()).toEqual([
      ...['captured', 'excess', 'mismatched'],
    ]);
    expect(errors).toEqual([]);
    await close();
  },
);

test('an order on hold says so before it is paid, and after', async () => {
  const { id } = await confirmedOrder();
  await served.as('operator').post('/v1/orders/{id}/hold', { path: { id }, body: { reason: 'A check' } });
  const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
  const { page, flaws, errors, close } = await served.open(LOOKS[0], `/orders/${id}/pay`, signIn);
  await page.getByText('The order is on hold').waitFor();
  // Sales do not record money themselves.
  await page.getByText('An operator records the money').waitFor();
  await page.getByRole('button', { name: ENGLISH.payTotal }).click();
  await page.getByRole('heading', { name: 'Paid; the order is on hold' }).waitFor();
  expect(await flaws()).toEqual([]);
  expect(errors).toEqual([]);
  await close();
});

test('a paid order is not paid again', async () => {
  const { id } = await confirmedOrder();
  await sales.post('/v1/orders/{id}/payments', { path: { id }, body: { method: 'online', token: 'tok_ok' } });
  const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
  const { page, flaws, close } = await served.open(LOOKS[0], `/orders/${id}/result`, signIn);
  await page.getByRole('heading', { name: ENGLISH.active }).waitFor();
  await page.goto(`${served.product.url}/orders/${id}/pay`);
  await page.getByText('The order is paid already').waitFor();
  expect(await page.getByRole('button', { name: ENGLISH.payTotal }).count()).toBe(0);
  expect(await flaws()).toEqual([]);
  await close();
});

test('in the pseudo-language every text is one of the console, and nothing is wider than the screen', async () => {
  const { id } = await confirmedOrder();
  const signIn = { key: served.product.keys.operator, person: 'Otto Weber' };
  const look = { ...LOOKS[1], language: 'pseudo' } as const;
  const { page, fits, close } = await served.open(look, `/orders/${id}/pay`, signIn);
  await page.getByRole('heading', { name: '[Påy önlïnë' }).waitFor();
  expect(await fits()).toBe(true);
  await page.goto(`${served.product.url}/orders/${id}/result`);
  await page.getByRole('heading', { name: '[Wåïtïng för påymënt' }).waitFor();
  expect(await fits()).toBe(true);
  await close();
});
