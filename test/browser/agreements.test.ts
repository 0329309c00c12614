/**
 * Agreements in a real browser: sales record one with its document, prices and terms, an operator terminates it, and refusals
 * say in words what is wrong.
 */
import type { Client } from '../../client/src/index.ts';
import type { InternalRole } from '../../src/contracts/roles.ts';
import { LOOKS, startConsole, type Look, type TestConsole } from '../support/console.ts';

const ENGLISH = {
  ...{ number: 'Agreement number', line: 'AIMIS, international edition', signedOn: 'Signed on' },
  ...{
    choose: 'Choose a file',
    stored: 'KB, stored',
    photo: 'Take a photo',
    kind: 'Only PDF, JPEG and PNG files',
    remove: 'Remove',
  },
  ...{ addPrice: 'Add a price', product: 'Product', amount: 'New price in USD', grace: 'Hours of grace' },
  ...{
    replaces: 'Replaces US$1.20 per inspection of the catalogue.',
    without: 'Without an agreement: 24 hours.',
  },
  ...{
    submit: 'Record the agreement',
    active: 'Active',
    agreed: 'US$1.05 per inspection',
    hours: '48 hours',
  },
  ...{
    terminate: 'Terminate',
    reason: 'Reason',
    terminated: 'Terminated',
    overview: 'Overview',
    details: 'Details',
  },
  ...{ lacksDocument: 'Add the signed document', lacksLine: 'Choose at least one product line.' },
  ...{
    taken: 'already has an agreement with the number COOP-17',
    future: 'Signed on: This must not be after',
  },
};
const CHINESE: typeof ENGLISH = {
  ...{ number: '协议编号', line: 'AIMIS 国际版', signedOn: '签署日期' },
  ...{
    choose: '选择文件',
    stored: 'KB，已保存',
    photo: '拍照',
    kind: '仅支持 PDF、JPEG 和 PNG 文件',
    remove: '移除',
  },
  ...{ addPrice: '添加价格', product: '产品', amount: '协议价（USD）', grace: '宽限时长' },
  ...{ replaces: '替代目录价 US$1.20/例次。', without: '无协议时：24 小时。' },
  ...{ submit: '登记协议', active: '有效', agreed: 'US$1.05/例次', hours: '48 小时' },
  ...{ terminate: '终止协议', reason: '原因', terminated: '已终止', overview: '概况', details: '详情' },
  ...{ lacksDocument: '请上传已签署的文件', lacksLine: '请至少选择一条产品线。' },
  ...{ taken: '已有编号为 COOP-17 的协议', future: '签署日期: 此处不得晚于' },
};
const wordsOf = ({ language }: Look) => (language === 'zh' ? CHINESE : ENGLISH);
const PDF = {
  name: 'coop-17.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
};
const SKU = 'AIMIS-INTL-CI-QTY-15Y';

let served: TestConsole;
let sales: Client;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
});
afterAll(() => served.close());

const openAs = (role: InternalRole, look: Look, at: string) =>
  served.open(look, at, { key: served.product.keys[role], person: 'Ana Souza' });

async function newAccount(): Promise<string> {
  const { id } = await sales.post('/v1/accounts', {
    body: { name: 'Riverside Hospital', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  return id;
}

const agreementOf = (accountId: string, number: string) =>
  sales.post('/v1/agreements', {
    body: {
      accountId,
      number,
      productLines: ['aimis-intl'],
      signedOn: '2025-03-01',
      document: { name: 'signed.pdf', sha256: 'ab'.repeat(32) },
    },
  });

test.each(LOOKS)(
  'an agreement is recorded with document, price and terms, and is terminated: $language, $theme, $viewport.width',
  async (look) => {
    const words = wordsOf(look);
    const accountId = await newAccount();
    const { page, flaws, fits, errors, close } = await openAs(
      'operator',
      look,
      `/customers/${accountId}/agreements/new`,
    );
    const isWell = async () => {
      expect(await flaws()).toEqual([]);
      expect(await fits()).toBe(true);
    };
    const picker = page.locator('input[type=file]').first();
    await page.getByRole('button', { name: words.choose }).waitFor();
    const isPhone = look.viewport.width < 500;
    expect(await page.getByRole('button', { name: words.photo }).isVisible()).toBe(isPhone);
    await picker.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
    await page.getByText(words.kind).waitFor();
    await isWell();
    await picker.setInputFiles(PDF);
    await page.getByText(words.stored).waitFor();
    expect(await page.getByText(words.kind).count()).toBe(0);
    await page.getByLabel(words.number).fill('COOP-17');
    await page.getByLabel(words.line).check();
    await page.getByLabel(words.signedOn).fill('2025-03-01');
    await page.getByRole('button', { name: words.addPrice }).click();
    await page.getByLabel(words.product, { exact: true }).selectOption(SKU);
    await page.getByText(words.replaces).waitFor();
    await page.getByLabel(words.amount).fill('1.05');
    await page.getByLabel(words.grace).fill('48');
    await page.getByText(words.without).first().waitFor();
    await isWell();
    await page.getByRole('button', { name: words.submit }).click();
    await page.getByText(words.active, { exact: true }).waitFor();
    await page.getByText(words.agreed).waitFor();
    await page.getByText(words.hours).waitFor();
    await isWell();

    const { items } = await sales.get('/v1/agreements', { query: { accountId } });
    expect(items).toMatchObject([
      {
        number: 'COOP-17',
        productLines: ['aimis-intl'],
        signedOn: '2025-03-01',
        document: { name: 'coop-17.pdf' },
        prices: [{ sku: SKU, amountMinor: 105, currency: 'USD' }],
        overrides: { graceHours: 48 },
      },
    ]);
    const [downloaded] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'coop-17.pdf' }).click(),
    ]);
    expect(downloaded.suggestedFilename()).toBe('coop-17.pdf');
    const hash = page.getByText(items[0]!.document.sha256);
    expect(await hash.isVisible()).toBe(false);
    await page.getByText(words.details, { exact: true }).click();
    expect(await hash.isVisible()).toBe(true);
    await isWell();

    await page.getByRole('button', { name: words.terminate }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.reason).fill('Replaced by COOP-18');
    await isWell();
    await dialog.getByRole('button', { name: words.terminate }).click();
    await page.getByText(words.terminated, { exact: true }).waitFor();
    await page.getByText('GMT+8').waitFor();
    await isWell();
    const path = { id: items[0]!.id };
    expect(await sales.get('/v1/agreements/{id}', { path })).toMatchObject({
      state: 'terminated',
      terminationReason: 'Replaced by COOP-18',
    });
    expect(await page.getByRole('button', { name: words.terminate }).count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)('what is wrong is said in words: $language, $theme, $viewport.width', async (look) => {
  const words = wordsOf(look);
  const accountId = await newAccount();
  await agreementOf(accountId, 'COOP-17');
  const { page, flaws, fits, errors, close } = await openAs(
    'sales',
    look,
    `/customers/${accountId}/agreements/new`,
  );
  const submit = () => page.getByRole('button', { name: words.submit }).click();
  const alert = page.getByRole('alert');
  const says = async (text: string) => {
    await alert.filter({ hasText: text }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
  };
  await page.getByLabel(words.number).fill('COOP-17');
  await page.getByLabel(words.signedOn).fill('2025-03-01');
  await submit();
  await says(words.lacksLine);
  await page.getByLabel(words.line).check();
  await submit();
  await says(words.lacksDocument);
  await page.locator('input[type=file]').first().setInputFiles(PDF);
  await page.getByText(words.stored).waitFor();
  await submit();
  await says(words.taken);
  await page.getByLabel(words.number).fill('COOP-18');
  await page.getByLabel(words.signedOn).fill('2999-01-01');
  await submit();
  await says(words.future);
  expect(await page.evaluate('document.activeElement.name')).toBe('signedOn');
  expect((await sales.get('/v1/agreements', { query: { accountId } })).items).toHaveLength(1);
  await page.getByLabel(words.signedOn).fill('2025-04-01');
  await submit();
  await page.getByText(words.active, { exact: true }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('a person who comes from an order that waits for the agreement returns to it', async () => {
  const accountId = await newAccount();
  const { termsVersions } = await sales.get('/v1/catalogue');
  const order = await sales.post('/v1/orders', {
    body: {
      accountId,
      channel: 'offline',
      termsAccepted: true,
      termsVersion: termsVersions['aimis-intl']!,
      lines: [{ sku: SKU, quantity: 1_000 }],
    },
  });
  expect(order.state).toBe('awaiting_agreement');
  const at = `/customers/${accountId}/agreements/new?order=${order.id}`;
  const { page, errors, close } = await openAs('sales', LOOKS[0], at);
  await page.getByLabel(ENGLISH.number).fill('COOP-17');
  await page.getByLabel(ENGLISH.line).check();
  await page.getByLabel(ENGLISH.signedOn).fill('2025-03-01');
  await page.locator('input[type=file]').first().setInputFiles(PDF);
  await page.getByText(ENGLISH.stored).waitFor();
  await page.getByRole('button', { name: ENGLISH.submit }).click();
  await page.waitForURL(`**/orders/${order.id}`);
  await page.getByText('Waiting for confirmation', { exact: true }).first().waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('what is not stored can be tried again, and what is stored can be replaced and removed', async () => {
  const accountId = await newAccount();
  const { page, errors, close } = await openAs('sales', LOOKS[0], `/customers/${accountId}/agreements/new`);
  const picker = page.locator('input[type=file]').first();
  await page.getByRole('button', { name: ENGLISH.choose }).waitFor();
  await picker.setInputFiles({ ...PDF, buffer: Buffer.from('no PDF at all') });
  await page.getByRole('alert').getByText('is not a valid PDF file').waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  const refusal = {
    type: '/problems/payload_too_large',
    title: 'Too large',
    status: 413,
    detail: 'Too large.',
  };
  await page.route(
    '**/v1/files?*',
    (route) =>
      route.fulfill({
        status: 413,
        contentType: 'application/problem+json',
        body: JSON.stringify({ ...refusal, code: 'payload_too_large', requestId: 'req_1' }),
      }),
    { times: 1 },
  );
  await picker.setInputFiles(PDF);
  await page.getByRole('alert').getByText('Too large.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText(ENGLISH.stored).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await picker.setInputFiles({ ...PDF, name: 'coop-17-signed.pdf' });
  await page.getByRole('link', { name: 'coop-17-signed.pdf' }).waitFor();
  await page.getByRole('button', { name: ENGLISH.remove, exact: true }).click();
  await page.getByText('The file was removed.').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe(ENGLISH.choose);
  expect(errors).toEqual([]);
  await close();
});

test('only operators are offered to terminate an agreement', async () => {
  const { id } = await agreementOf(await newAccount(), 'COOP-17');
  const { page, flaws, close } = await openAs('sales', LOOKS[0], `/agreements/${id}`);
  await page.getByText(ENGLISH.active, { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: ENGLISH.terminate }).count()).toBe(0);
  expect(await flaws()).toEqual([]);
  await close();
});
