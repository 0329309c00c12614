/** Buying in a real browser: a customer from sign-in to active, by mouse and by keyboard, and sales for a customer. */
import type { Client } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole, type TestPage } from '../support/console.ts';

const ENGLISH = {
  ...{
    key: 'API key',
    signIn: 'Sign in',
    buy: 'Buy',
    line: 'AIMIS, international edition',
    choose: 'Choose products',
  },
  ...{
    inspections: 'Select Cloud inspections by quantity, stored 15 years',
    quantity: 'Quantity (inspections)',
  },
  ...{ formula: '10,000 inspections × US$1.20 per inspection = US$12,000.00' },
  least: '1,000 inspections × US$1.20 per inspection = US$1,200.00',
  example: 'For example, 10,000 inspections cost US$12,000.00.',
  ...{ below: 'is below the minimum', multiple: 'is not a multiple of 1,000 inspections' },
  ...{
    add: 'Add to the basket',
    basic: 'Select AIMIS software, Basic Edition',
    consortium: 'Consortium',
  },
  ...{
    accept: 'I have read and accept',
    read: 'Read the terms of service',
    terms: '1. Agreement.',
    close: 'Close',
  },
  ...{
    purchase: 'Purchase now',
    validity: 'Usable within 1 year of payment',
    total: 'US$22,000.00',
    place: 'Confirm the order',
  },
  ...{ pay: 'Pay US$22,000.00', active: 'Everything is active', units: '10,000 inspections, usable through' },
};
const CHINESE: typeof ENGLISH = {
  ...{ key: '接口密钥', signIn: '登录', buy: '购买', line: 'AIMIS 国际版', choose: '选择产品' },
  ...{ inspections: '选购 云检查资源（按量，存储 15 年）', quantity: '数量（例次）' },
  ...{ formula: '1 万例次 × US$1.20/例次 = US$12,000.00' },
  least: '1,000 例次 × US$1.20/例次 = US$1,200.00',
  example: '例如 1 万例次，共 US$12,000.00。',
  ...{ below: '低于起售数量', multiple: '不是 1,000 例次的整数倍' },
  ...{ add: '加入购物车', basic: '选购 AIMIS 软件基础版', consortium: '医联体' },
  ...{ accept: '我已阅读并同意', read: '阅读服务条款', terms: '一、协议。', close: '关闭' },
  ...{ purchase: '立即购买', validity: '付款后 1 年内有效', total: 'US$22,000.00', place: '确认订单' },
  ...{ pay: '支付 US$22,000.00', active: '已全部开通', units: '1 万例次，有效期至' },
};

let served: TestConsole;
let sales: Client;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
});
afterAll(() => served.close());

interface Buyer {
  readonly accountId: string;
  readonly key: string;
}

/** A customer with a consortium and a key of its own, with an agreement if it has one. */
async function newBuyer(agreement = true): Promise<Buyer> {
  const { id: accountId } = await sales.post('/v1/accounts', {
    body: { name: 'Riverside Hospital', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  await sales.post('/v1/accounts/{id}/consortia', {
    path: { id: accountId },
    body: { name: 'North Alliance' },
  });
  const document = { name: 'coop-17.pdf', sha256: '17'.padStart(64, '0') };
  if (agreement)
    await sales.post('/v1/agreements', {
      body: { accountId, number: 'COOP-17', productLines: ['aimis-intl'], signedOn: '2025-03-01', document },
    });
  const { key } = await served.as('operator').post('/v1/keys', {
    body: { name: 'Purchasing', roles: ['customer'], accountIds: [accountId] },
  });
  return { accountId, key: key! };
}

const onlyOrderOf = async (accountId: string) => {
  const { items } = await sales.get('/v1/orders', { query: { accountId } });
  expect(items).toHaveLength(1);
  return items[0]!;
};

async function expectSound({ flaws, fits }: TestPage): Promise<void> {
  expect(await flaws()).toEqual([]);
  expect(await fits()).toBe(true);
}

test.each(LOOKS)(
  'a customer buys inspections and basic software and sees both: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'en' ? ENGLISH : CHINESE;
    const { accountId, key } = await newBuyer();
    const opened = await served.open(look);
    const { page, errors, close } = opened;
    await page.getByLabel(words.key).fill(key);
    await page.getByRole('button', { name: words.signIn }).click();
    await page.getByRole('link', { name: words.buy, exact: true }).click();
    await page.getByRole('heading', { name: words.line }).waitFor();
    await expectSound(opened);
    await page.getByRole('link', { name: `${words.choose} ${words.line}` }).click();

    await page.getByRole('button', { name: words.inspections }).click();
    // As little as can be bought, with what more would cost beside it.
    await page.getByText(words.least).waitFor();
    await page.getByText(words.example).waitFor();
    await page.getByLabel(words.quantity).fill('500');
    await page.getByText(words.below).waitFor();
    expect(await page.getByRole('button', { name: words.add }).isDisabled()).toBe(true);
    await expectSound(opened);
    await page.getByLabel(words.quantity).fill('10000');
    await page.getByText(words.formula).waitFor();
    await page.getByRole('button', { name: words.add }).click();
    await page.getByRole('button', { name: words.basic }).click();
    expect(await page.getByLabel(words.consortium).inputValue()).toMatch(/^con_/);
    await page.getByRole('button', { name: words.add }).click();
    await page.getByRole('status').getByText(words.total).waitFor();
    expect(await page.getByRole('button', { name: words.purchase }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: words.read }).click();
    await page.getByText(words.terms).waitFor();
    await expectSound(opened);
    await page.getByRole('dialog').getByRole('button', { name: words.close }).click();
    await page.getByLabel(words.accept).check();
    await expectSound(opened);
    await page.getByRole('button', { name: words.purchase }).click();

    await page.getByText(words.formula).waitFor();
    await page.getByText(words.validity).waitFor();
    await expectSound(opened);
    await page.getByRole('button', { name: words.place, exact: true }).click();
    await page.getByRole('button', { name: words.pay }).waitFor();
    // The way back leads to the products, not to a basket that was emptied.
    await page.goBack();
    await page.waitForURL(`**/buy/aimis-intl?accountId=${accountId}`);
    await page.goForward();
    await page.getByRole('button', { name: words.pay }).click();
    await page.getByRole('heading', { name: words.active }).waitFor();
    await page.getByText(words.units).waitFor();
    await expectSound(opened);
    const order = await onlyOrderOf(accountId);
    expect(order).toMatchObject({ state: 'active', channel: 'online', total: { amountMinor: 2_200_000 } });
    const balances = await sales.get('/v1/accounts/{id}/balances', { path: { id: accountId } });
    expect(balances.pools).toMatchObject([{ resource: 'inspection', available: 10_000 }]);
    const { items: licences } = await sales.get('/v1/accounts/{id}/licences', { path: { id: accountId } });
    expect(licences).toMatchObject([{ sku: 'AIMIS-INTL-SW-BASIC', state: 'active' }]);
    expect(errors).toEqual([]);
    await close();
  },
);

test('by keyboard alone, from the navigation to a payment, with the basket still there after a reload', async () => {
  const { accountId, key } = await newBuyer();
  const { page, errors, close } = await served.open(LOOKS[0], '/buy', { key, person: 'Ana Souza' });
  const press = async (name: string, role: 'link' | 'button' = 'button') => {
    const target = page.getByRole(role, { name, exact: true });
    await target.waitFor();
    await reach(page, target);
    await page.keyboard.press('Enter');
  };
  await press(`${ENGLISH.choose} ${ENGLISH.line}`, 'link');
  await press(ENGLISH.inspections);
  await reach(page, page.getByLabel(ENGLISH.quantity));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1000');
  await page.getByText('1,000 inspections × US$1.20').waitFor();
  await press(ENGLISH.add);
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe(ENGLISH.inspections);
  await page.getByText('US$1,200.00').first().waitFor();
  await page.reload();
  await page.getByText('US$1,200.00').first().waitFor();
  await reach(page, page.getByLabel(ENGLISH.accept));
  await page.keyboard.press('Space');
  await press(ENGLISH.purchase);
  await press(ENGLISH.place);
  await press('Pay US$1,200.00');
  await page.getByRole('heading', { name: ENGLISH.active }).waitFor();
  expect(await onlyOrderOf(accountId)).toMatchObject({ state: 'active' });
  expect(errors).toEqual([]);
  await close();
});

/** Moves the focus with the Tab key until it is there. */
async function reach(
  page: TestPage['page'],
  target: ReturnType<TestPage['page']['getByRole']>,
): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    if (await target.and(page.locator(':focus')).isVisible()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not reach it');
}

test('sales buy for a customer without an agreement: the order waits, and says what is missing and how to get it', async () => {
  const { accountId } = await newBuyer(false);
  const signIn = { key: served.product.keys.sales, person: 'Sam Lee' };
  const opened = await served.open(LOOKS[0], '/buy', signIn);
  const { page, errors, close } = opened;
  await page.getByLabel('Search customers').fill(accountId);
  await page.getByRole('button', { name: accountId }).click();
  await page.getByText('Agreement needed').first().waitFor();
  await page.getByRole('link', { name: `${ENGLISH.choose} ${ENGLISH.line}` }).click();
  await page.getByText('A cooperation agreement is missing').waitFor();
  // Services need an organization, which sales add on the spot.
  await page.getByRole('button', { name: 'Select Delivery service' }).click();
  await page.getByText('There is no organization yet. Create the one that it is for.').waitFor();
  await page.getByText('Calculating…').waitFor({ state: 'hidden' });
  expect(await page.getByRole('button', { name: ENGLISH.add }).isDisabled()).toBe(true);
  // Nothing is wrong while nothing can be chosen.
  expect(await page.getByText('but none was specified').count()).toBe(0);
  await page.getByRole('button', { name: 'New organization' }).click();
  await page.getByRole('dialog').getByLabel('Organization', { exact: true }).fill('Main Campus');
  await page.getByRole('dialog').getByRole('button', { name: 'Create the organization' }).click();
  await page.getByText('1 service × US$5,000.00 per service').waitFor();
  await page.getByLabel('Organization token').fill('s3cret');
  await page.getByLabel('Remarks').fill('Gate 3');
  await expectSound(opened);
  await page.getByRole('button', { name: ENGLISH.add }).click();
  await page.getByRole('button', { name: 'Select Remote diagnosis' }).click();
  await page.getByText('needs AIMIS-INTL-SW-BASIC').waitFor();
  await page.getByRole('button', { name: ENGLISH.add }).click();
  await page.getByLabel('has read and accepts').check();
  await page.getByRole('button', { name: ENGLISH.purchase }).click();

  // Nothing is placed while something is wrong.
  await page.getByText('This has to be corrected first').waitFor();
  await page.getByText('to the order for the same').waitFor();
  expect(await page.getByRole('button', { name: ENGLISH.place, exact: true }).isDisabled()).toBe(true);
  await expectSound(opened);
  await page.getByRole('link', { name: 'Change the basket' }).click();
  await page.getByRole('button', { name: 'Remove Remote diagnosis' }).click();
  await page.getByRole('button', { name: ENGLISH.purchase }).click();
  await page.getByText('Gate 3', { exact: true }).waitFor();
  expect(await page.content()).not.toContain('s3cret');
  await page.getByRole('button', { name: ENGLISH.place, exact: true }).click();

  await page.getByRole('heading', { name: 'Waiting for the cooperation agreement' }).waitFor();
  await expectSound(opened);
  const { id, state, lines } = await onlyOrderOf(accountId);
  expect(state).toBe('awaiting_agreement');
  expect(lines).toMatchObject([{ sku: 'AIMIS-INTL-SVC-DELIVERY', note: { remarks: 'Gate 3' } }]);
  await page.getByRole('link', { name: 'Record the agreement' }).click();
  await page.waitForURL(`**/customers/${accountId}/agreements/new?order=${id}`);
  expect(errors).toEqual([]);
  await close();
});

test('sales create the consortium of basic software on the spot', async () => {
  const { id } = await sales.post('/v1/accounts', {
    body: { name: 'Harbour Clinic', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  const signIn = { key: served.product.keys.sales, person: 'Sam Lee' };
  const { page, flaws, errors, close } = await served.open(
    LOOKS[0],
    `/buy/aimis-intl?accountId=${id}`,
    signIn,
  );
  await page.getByRole('button', { name: ENGLISH.basic }).click();
  await page.getByRole('button', { name: 'New consortium' }).click();
  expect(await page.getByText('but none was specified').count()).toBe(0);
  await page.getByRole('dialog').getByRole('textbox').first().fill('North Alliance');
  await page.getByRole('dialog').getByRole('button', { name: 'Create the consortium' }).click();
  await page.getByText('1 set × US$10,000.00 per set per year × 1 year = US$10,000.00').waitFor();
  expect(await page.getByLabel(ENGLISH.consortium, { exact: true }).inputValue()).toMatch(/^con_/);
  expect(await flaws()).toEqual([]);
  await page.getByRole('button', { name: ENGLISH.add }).click();
  await page.getByRole('status').getByText('US$10,000.00').waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('an address that asks for a product opens its form, filled in', async () => {
  const { accountId, key } = await newBuyer();
  const wish = `/buy?accountId=${accountId}&sku=AIMIS-INTL-CI-QTY-15Y&quantity=3000`;
  const { page, errors, close } = await served.open(LOOKS[1], wish, { key, person: 'Ana Souza' });
  await page.getByText('3,000 inspections × US$1.20').waitFor();
  await page.getByRole('button', { name: ENGLISH.add }).click();
  // On a phone the way to the basket is at the lower edge, at once and without scrolling.
  await page.getByText('Basket (1) US$3,600.00').waitFor();
  const edge = await page.evaluate<number>(
    `document.querySelector('.basket-bar').getBoundingClientRect().bottom`,
  );
  expect(edge).toBe(LOOKS[1].viewport.height);
  await page.getByRole('link', { name: 'Basket (1) US$3,600.00' }).click();
  await page.getByRole('button', { name: ENGLISH.purchase }).waitFor();
  expect(new URL(page.url()).hash).toBe('#basket');
  expect(errors).toEqual([]);
  await close();
});

test('what is not sold in the country of the customer says whom to ask', async () => {
  const { id } = await sales.post('/v1/accounts', {
    body: { name: 'Lakeside Clinic', country: 'US', timeZone: 'America/Chicago', salesTeam: 'na' },
  });
  const signIn = { key: served.product.keys.sales, person: 'Sam Lee' };
  const { page, flaws, close } = await served.open(LOOKS[0], `/buy?accountId=${id}`, signIn);
  await page.getByText('Not sold in the country of this customer.').first().waitFor();
  // Sales are not sent to themselves.
  expect(await page.getByText('Please contact').count()).toBe(0);
  expect(await flaws()).toEqual([]);
  await close();
});

test('a role that cannot buy is told so', async () => {
  const signIn = { key: served.product.keys.delivery, person: 'Dana' };
  const { page, close } = await served.open(LOOKS[0], '/buy', signIn);
  await page.getByText('You may not open this page').waitFor();
  expect(await page.getByRole('link', { name: ENGLISH.buy, exact: true }).count()).toBe(0);
  await close();
});

test('in the pseudo-language every text is one of the console, and nothing is wider than the screen', async () => {
  const { accountId, key } = await newBuyer();
  const look = { ...LOOKS[1], language: 'pseudo' } as const;
  const { page, fits, untranslated, close } = await served.open(
    look,
    `/buy/aimis-intl?accountId=${accountId}`,
    {
      key,
      person: 'Ana',
    },
  );
  await page.getByRole('button', { name: '[Sëlëct' }).first().waitFor();
  await page.getByRole('button', { name: 'stored 15 years' }).click();
  await page.getByRole('button', { name: '[Ådd tö thë båskët' }).click();
  await page.getByLabel('åccëpt thë tërms').check();
  expect(await untranslated()).toEqual([]);
  expect(await fits()).toBe(true);
  await page.getByRole('button', { name: '[Pürchåsë nöw' }).click();
  await page.getByRole('button', { name: '[Cönfïrm thë ördër' }).waitFor();
  expect(await untranslated()).toEqual([]);
  expect(await fits()).toBe(true);
  await close();
});
