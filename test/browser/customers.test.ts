/**
 * Customers in a real browser: sales take one from nothing to where it may buy, and an operator gives one of its buyers
 * access with a link that the buyer opens in a browser of its own.
 */
import type { Client } from '../../client/src/index.ts';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { LOOKS, startConsole, type Look, type TestConsole } from '../support/console.ts';

const ENGLISH = {
  ...{
    customers: 'Customers',
    new: 'New customer',
    name: 'Name',
    country: 'Country or region',
    brazil: 'Brazil',
  },
  ...{ team: 'Sales team', create: 'Create the customer', newOrganization: 'New organization' },
  ...{ organization: 'Organization', createOrganization: 'Create the organization' },
  ...{ newConsortium: 'New consortium', consortiumName: 'Name of the consortium' },
  ...{ createConsortium: 'Create the consortium', consortium: 'Consortium', edit: 'Edit', save: 'Save' },
  ...{ newAgreement: 'New agreement', number: 'Agreement number', line: 'AIMIS, international edition' },
  ...{ signedOn: 'Signed on', stored: 'KB, stored', record: 'Record the agreement', active: 'Active' },
  ...{ invite: 'Invite a buyer', createAccess: 'Create the access', createLink: 'Create a link' },
  ...{ link: 'Link to send to the buyer', key: 'Key, shown only now', close: 'Close', signIn: 'Sign in' },
  ...{ validTo: 'Valid to', lastDay: 'until the end of 9 March 2999' },
  ...{
    orders: 'Orders',
    revoke: 'Revoke',
    reason: 'Reason',
    revoked: 'Revoked',
    advance: 'Advance the clock',
  },
  ...{ trial: 'This is a trial account', howFar: 'How far' },
  ...{ needed: 'Some products of AIMIS, international edition can be bought for a consortium only.' },
  ...{ whichNeed: 'Products that need a consortium (11)', software: 'AIMIS software, Basic Edition' },
  ...{ withRadiology: 'Create a consortium with Radiology', join: 'Add to the consortium' },
  elsewhere: 'An operator invites buyers.',
};
const CHINESE: typeof ENGLISH = {
  ...{ customers: '客户', new: '新建客户', name: '名称', country: '国家或地区', brazil: '巴西' },
  ...{ team: '销售团队', create: '创建客户', newOrganization: '新建机构' },
  ...{ organization: '机构', createOrganization: '创建机构' },
  ...{ newConsortium: '新建医联体', consortiumName: '医联体名称' },
  ...{ createConsortium: '创建医联体', consortium: '医联体', edit: '编辑', save: '保存' },
  ...{ newAgreement: '登记协议', number: '协议编号', line: 'AIMIS 国际版' },
  ...{ signedOn: '签署日期', stored: 'KB，已保存', record: '登记协议', active: '有效' },
  ...{ invite: '邀请采购人员', createAccess: '创建访问权限', createLink: '生成链接' },
  ...{ link: '发送给采购人员的链接', key: '密钥（仅显示一次）', close: '关闭', signIn: '登录' },
  ...{ validTo: '有效期至', lastDay: '有效期至 2999年3月9日（含当日）' },
  ...{ orders: '订单', revoke: '吊销', reason: '原因', revoked: '已吊销', advance: '推进时钟' },
  ...{ trial: '试用账户', howFar: '推进方式' },
  ...{ needed: 'AIMIS 国际版的部分产品只能以医联体为单位购买。' },
  ...{ whichNeed: '须以医联体购买的产品（11）', software: 'AIMIS 软件基础版' },
  ...{ withRadiology: '以 Radiology 创建医联体', join: '加入医联体' },
  elsewhere: '采购人员由运营人员邀请。',
};
const wordsOf = ({ language }: Look) => (language === 'zh' ? CHINESE : ENGLISH);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

let served: TestConsole;
let sales: Client;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
});
afterAll(() => served.close());

const openAs = (role: InternalRole, look: Look, at: string) =>
  served.open(look, at, { key: served.product.keys[role], person: 'Ana Souza' });

const newAccount = (fields: { sandbox?: boolean; sandboxNow?: string } = {}) =>
  sales.post('/v1/accounts', {
    body: {
      name: 'Riverside Hospital',
      country: 'SG',
      timeZone: 'Asia/Singapore',
      salesTeam: 'apac',
      ...fields,
    },
  });

async function mayBuy(accountId: string): Promise<boolean> {
  const { termsVersions } = await sales.get('/v1/catalogue');
  const { agreement, violations } = await sales.post('/v1/quotes', {
    body: {
      accountId,
      channel: 'online',
      termsAccepted: true,
      termsVersion: termsVersions['aimis-intl']!,
      lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
    },
  });
  return agreement.satisfied && violations.length === 0;
}

test.each(LOOKS)(
  'sales take a new customer to where it may buy: $language, $theme, $viewport.width',
  async (look) => {
    const words = wordsOf(look);
    const { page, flaws, fits, errors, close } = await openAs('sales', look, '/');
    const isWell = async () => {
      expect(await flaws()).toEqual([]);
      expect(await fits()).toBe(true);
    };
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const name = `Santa Clara ${look.language} ${look.theme}`;

    await page.getByRole('link', { name: words.customers, exact: true }).click();
    await page.getByRole('link', { name: words.new }).click();
    await page.getByLabel(words.name, { exact: true }).fill(name);
    await page.getByLabel(words.country).selectOption({ label: words.brazil });
    await page.getByLabel(words.team).fill('latam');
    await isWell();
    await press(words.create);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const accountId = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(await sales.get('/v1/accounts/{id}', { path: { id: accountId } })).toMatchObject({
      ...{ name, country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam', sandbox: false },
    });
    expect(await mayBuy(accountId)).toBe(false);

    await press(words.newConsortium);
    await page.getByLabel(words.consortiumName).fill('North Alliance');
    await isWell();
    await press(words.createConsortium);
    await page.getByRole('listitem').filter({ hasText: 'North Alliance' }).waitFor();
    await press(words.newOrganization);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.organization).fill('Radiology');
    await dialog.getByLabel(words.consortium).selectOption('North Alliance');
    await isWell();
    await press(words.createOrganization);
    await page.getByRole('rowheader', { name: 'Radiology' }).waitFor();
    await page.getByRole('listitem').getByRole('button').click();
    await dialog.getByLabel(words.consortiumName).fill('Northern Alliance');
    await isWell();
    await press(words.save);
    await page.getByRole('cell', { name: 'Northern Alliance' }).waitFor();
    const path = { id: accountId };
    const [consortium] = (await sales.get('/v1/accounts/{id}/consortia', { path })).items;
    const list = await sales.get('/v1/accounts/{id}/organizations', { path });
    expect(list.items).toMatchObject([{ name: 'Radiology', consortiumId: consortium!.id }]);
    await isWell();

    await page.getByRole('link', { name: words.newAgreement }).click();
    await page.getByLabel(words.number).fill('COOP-17');
    await page.getByLabel(words.line).check();
    await page.getByLabel(words.signedOn).fill('2025-03-01');
    const file = { name: 'coop-17.pdf', mimeType: 'application/pdf', buffer: PDF };
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByText(words.stored).waitFor();
    await press(words.record);
    await page.getByText(words.active, { exact: true }).waitFor();
    expect(await mayBuy(accountId)).toBe(true);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('link', { name: 'COOP-17' }).waitFor();
    await isWell();
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'an operator invites a buyer, who signs in with the link and sees one customer: $language, $theme, $viewport.width',
  async (look) => {
    const words = wordsOf(look);
    const { id } = await newAccount();
    await newAccount();
    const { page, flaws, fits, errors, close } = await openAs('operator', look, `/customers/${id}`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: words.invite }).click();
    await dialog.getByLabel(words.name, { exact: true }).fill('Purchasing');
    await dialog.getByLabel(words.validTo).fill('2999-03-09');
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.createAccess }).click();
    const key = await dialog.getByLabel(words.key).inputValue();
    expect(key).toMatch(/^pf_[\w-]{43}$/);
    await dialog.getByRole('button', { name: words.createLink }).click();
    const link = await dialog.getByLabel(words.link).inputValue();
    // The browser is in São Paulo, its customer in Singapore.
    await dialog
      .getByRole('time')
      .filter({ hasText: /:\d\d GMT-3$/ })
      .waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await dialog.getByRole('button', { name: words.close }).click();
    await page.getByRole('rowheader', { name: 'Purchasing' }).waitFor();
    await page.getByText(words.lastDay).waitFor();
    const { items: keys } = await served.as('operator').get('/v1/keys', { query: { accountId: id } });
    expect(keys).toMatchObject([{ expiresAt: '2999-03-09T16:00:00.000Z' }]);
    await page.getByText('GMT+8').first().waitFor();
    expect(await page.content()).not.toContain(key);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);

    const buyer = await served.open(look, `/sign-in${new URL(link).hash}`);
    await buyer.page.getByRole('button', { name: words.signIn, exact: true }).click();
    await buyer.page.getByRole('link', { name: words.orders, exact: true }).waitFor();
    const seen = await buyer.page.evaluate(
      async () => (await fetch('/v1/accounts')).json() as Promise<{ items: { id: string }[] }>,
    );
    expect(seen.items.map((account) => account.id)).toEqual([id]);
    expect(await buyer.page.getByRole('link', { name: words.customers, exact: true }).count()).toBe(0);
    expect(buyer.errors).toEqual([]);

    await page.getByRole('button', { name: words.revoke }).click();
    await dialog.getByLabel(words.reason).fill('Left the department');
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.revoke, exact: true }).click();
    await page.getByText(words.revoked, { exact: true }).waitFor();
    const [record] = (await served.as('operator').get('/v1/audit', { query: { type: 'key.revoked' } })).items;
    expect(record).toMatchObject({ reason: 'Left the department', facts: { name: 'Purchasing' } });
    await buyer.page.reload();
    await buyer.page.getByRole('button', { name: words.signIn, exact: true }).waitFor();
    expect(errors).toEqual([]);
    await Promise.all([close(), buyer.close()]);
  },
);

test('a customer is created and its clock advanced with the keyboard alone', async () => {
  const { page, errors, close } = await openAs('sales', LOOKS[0], '/customers');
  const { keyboard } = page;
  await page.getByRole('heading', { level: 1, name: ENGLISH.customers }).waitFor();
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await keyboard.press('Tab');
      if ((await page.evaluate<string>(FOCUSED_NAME)) === name) return;
    }
    throw new Error(`Tab reaches no ${name}`);
  };
  await tabTo(ENGLISH.new);
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: ENGLISH.new }).waitFor();
  await tabTo(ENGLISH.name);
  await keyboard.type('Keyboard Clinic');
  await tabTo(ENGLISH.country);
  await keyboard.type('Singapore');
  await tabTo(ENGLISH.team);
  await keyboard.type('apac');
  await tabTo(ENGLISH.trial);
  await keyboard.press('Space');
  await tabTo(ENGLISH.create);
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Keyboard Clinic' }).waitFor();
  const accountId = new URL(page.url()).pathname.split('/').at(-1)!;
  const before = await sales.get('/v1/accounts/{id}', { path: { id: accountId } });
  expect(before).toMatchObject({ timeZone: 'Asia/Singapore', sandbox: true });

  await tabTo(ENGLISH.advance);
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(ENGLISH.howFar);
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(FOCUSED_NAME)).toBe(ENGLISH.advance);
  const { now } = await sales.get('/v1/accounts/{id}', { path: { id: accountId } });
  expect(Date.parse(now) - Date.parse(before.now)).toBe(7 * 86_400_000);
  expect(errors).toEqual([]);
  await close();
});

test('the list is found by name, team and kind, and says so when nothing is found', async () => {
  await sales.post('/v1/accounts', {
    body: { ...{ name: 'Zebra Clinic', country: 'KE', timeZone: 'Africa/Nairobi' }, salesTeam: 'africa' },
  });
  const { page, close } = await openAs('sales', LOOKS[0], '/customers');
  await page.getByLabel('Search', { exact: true }).last().fill('zebra');
  await page.getByLabel(ENGLISH.team).fill('africa');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('status').getByText('1 customer shown').waitFor();
  expect(new URL(page.url()).search).toBe('?query=zebra&salesTeam=africa');
  await page.getByLabel('Trial accounts').selectOption('only');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('No customer matches these filters.').waitFor();
  await close();
});

test.each(LOOKS)(
  'a customer without a consortium is told what needs one, and gets one with its only organization: $language, $theme, $viewport.width',
  async (look) => {
    const words = wordsOf(look);
    const { id } = await newAccount();
    const { page, flaws, fits, errors, close } = await openAs('sales', look, `/customers/${id}`);
    const dialog = page.getByRole('dialog');
    await page.getByText(words.needed).waitFor();
    await page.getByText(words.whichNeed).click();
    await page.getByText(words.software, { exact: true }).waitFor();
    await page.getByRole('button', { name: words.newOrganization }).click();
    await dialog.getByLabel(words.organization).fill('Radiology');
    await dialog.getByRole('button', { name: words.createOrganization }).click();
    await page.getByRole('button', { name: words.withRadiology }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByRole('button', { name: words.withRadiology }).click();
    await dialog.getByLabel(words.consortiumName).fill('North Alliance');
    await dialog.getByRole('button', { name: words.createConsortium }).click();
    const join = dialog.getByRole('button', { name: words.join });
    await join.waitFor();
    expect(await flaws()).toEqual([]);
    await join.click();
    await page.getByRole('cell', { name: 'North Alliance' }).waitFor();
    expect(await page.getByText(words.needed).count()).toBe(0);
    const [consortium] = (await sales.get('/v1/accounts/{id}/consortia', { path: { id } })).items;
    const { items } = await sales.get('/v1/accounts/{id}/organizations', { path: { id } });
    expect(items).toMatchObject([{ name: 'Radiology', consortiumId: consortium!.id }]);
    await page.getByText(words.elsewhere).waitFor();
    expect(errors).toEqual([]);
    await close();
  },
);

test('only operators of all customers are offered to invite buyers', async () => {
  const { id } = await newAccount();
  const { page, flaws, close } = await openAs('sales', LOOKS[0], `/customers/${id}`);
  await page.getByText('There are no organizations yet.').waitFor();
  expect(await page.getByRole('button', { name: ENGLISH.invite }).count()).toBe(0);
  await page.getByText(ENGLISH.elsewhere).waitFor();
  expect(await flaws()).toEqual([]);
  const created = await served.as('operator').post('/v1/keys', {
    body: { name: 'Operator of one customer', roles: ['operator'], accountIds: [id] },
  });
  const signIn = { key: created.key!, person: 'Otto Weber' };
  const narrow = await served.open(LOOKS[0], `/customers/${id}`, signIn);
  await narrow.page.getByText('There are no organizations yet.').waitFor();
  expect(await narrow.page.getByRole('button', { name: ENGLISH.invite }).count()).toBe(0);
  expect(narrow.errors).toEqual([]);
  await Promise.all([close(), narrow.close()]);
});

test('facts of a customer are changed, and its clock moves to a time of its zone, never back', async () => {
  const { id } = await newAccount({ sandbox: true, sandboxNow: '2026-03-09T01:00:00.000Z' });
  const { page, flaws, errors, close } = await openAs('sales', LOOKS[0], `/customers/${id}`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog.getByLabel(ENGLISH.team).fill('japac');
  await dialog.getByLabel('Storage years by default').fill('15');
  await dialog.getByRole('button', { name: ENGLISH.save }).click();
  await page.getByText('15 years', { exact: true }).waitFor();
  const read = () => sales.get('/v1/accounts/{id}', { path: { id } });
  expect(await read()).toMatchObject({ salesTeam: 'japac', defaultStorageYears: 15 });

  await page.getByRole('button', { name: ENGLISH.advance }).click();
  await dialog.getByLabel(ENGLISH.howFar).selectOption('To a time');
  const time = dialog.getByLabel('Time', { exact: true });
  await time.fill('2026-03-08T09:00');
  await dialog.getByRole('button', { name: ENGLISH.advance }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await flaws()).toEqual([]);
  expect((await read()).now).toBe('2026-03-09T01:00:00.000Z');
  await time.fill('2026-03-10T09:00');
  await dialog.getByRole('button', { name: ENGLISH.advance }).click();
  await page.getByText('10 March 2026, 09:00').waitFor();
  expect((await read()).now).toBe('2026-03-10T01:00:00.000Z');
  expect(errors).toEqual([]);
  await close();
});

test('dialogs of long texts fit a phone', async () => {
  const { id } = await newAccount({ sandbox: true });
  const look = { ...LOOKS[1], language: 'pseudo' } as const;
  const { page, flaws, fits, errors, close } = await openAs('operator', look, `/customers/${id}`);
  const dialog = page.getByRole('dialog');
  for (const section of ['facts', 'clock', 'organizations', 'consortia', 'buyers']) {
    const buttons = page.locator(`section[aria-labelledby=customer-${section}] .section-head button`);
    await buttons.first().waitFor();
    for (const button of await buttons.all()) {
      await button.click();
      await dialog.waitFor();
      const texts = await dialog.locator('h2, label, .hint, p, button, summary').allTextContents();
      expect(texts.filter((text) => text !== '' && !/^(\[[^\]]*\]\s*)+$/.test(text))).toEqual([]);
      await dialog.locator('.curl summary').click();
      await dialog.locator('.curl pre').waitFor();
      expect(await fits()).toBe(true);
      // What is too long scrolls inside itself.
      expect(await page.evaluate(DIALOG_OVERFLOW)).toBe(0);
      expect(await flaws()).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
  }
  expect(errors).toEqual([]);
  await close();
});

/** How many pixels the content of the dialog is wider than the dialog. */
const DIALOG_OVERFLOW = `document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth`;

/** The accessible name of the element that has the focus, as far as it comes from a label or the content. */
const FOCUSED_NAME = `(() => {
  const element = document.activeElement;
  return (element.labels?.[0] ?? element).textContent.trim();
})()`;
