/** Agreements in a real browser: sales record one with its uploaded document, and refusals say in words what is wrong. */
import type { Client } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole, type TestPage } from '../support/console.ts';

const ENGLISH = {
  ...{
    number: 'Agreement number',
    line: 'AIMIS, international edition',
    signedOn: 'Signed on',
    choose: 'Choose a file',
  },
  ...{
    submit: 'Record the agreement',
    stored: 'stored',
    kind: 'Only PDF, JPEG and PNG files',
    active: 'Active',
  },
};
const CHINESE: typeof ENGLISH = {
  ...{ number: '协议编号', line: 'AIMIS 国际版', signedOn: '签署日期', choose: '选择文件' },
  ...{ submit: '登记协议', stored: '已保存', kind: '仅支持 PDF、JPEG 和 PNG 文件', active: '有效' },
};
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

let served: TestConsole;
let sales: Client;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
});
afterAll(() => served.close());

async function openForm(
  look: Parameters<TestConsole['open']>[0],
  query = '',
): Promise<TestPage & { accountId: string }> {
  const { id } = await sales.post('/v1/accounts', {
    body: { name: 'Riverside Hospital', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  const signIn = { key: served.product.keys.sales, person: 'Ana Souza' };
  const opened = await served.open(look, `/customers/${id}/agreements/new${query}`, signIn);
  return { ...opened, accountId: id };
}

test.each(LOOKS)(
  'an agreement is recorded with its document: $language, $theme, $viewport.width',
  async (look) => {
    const words = look.language === 'en' ? ENGLISH : CHINESE;
    const { page, flaws, fits, errors, close, accountId } = await openForm(look);
    const picker = page.locator('input[type=file]').first();
    await page.getByRole('button', { name: words.choose }).waitFor();
    await picker.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') });
    await page.getByText(words.kind).waitFor();
    expect(await flaws()).toEqual([]);
    await picker.setInputFiles({ name: 'coop-17.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText(words.stored).waitFor();
    expect(await page.getByText(words.kind).count()).toBe(0);
    await page.getByLabel(words.number).fill('COOP-17');
    await page.getByLabel(words.line).check();
    await page.getByLabel(words.signedOn).fill('2025-03-01');
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByRole('button', { name: words.submit }).click();
    await page.getByText(words.active, { exact: true }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);

    const { items } = await sales.get('/v1/agreements', { query: { accountId } });
    expect(items).toMatchObject([
      {
        number: 'COOP-17',
        productLines: ['aimis-intl'],
        signedOn: '2025-03-01',
        document: { name: 'coop-17.pdf' },
      },
    ]);
    const [downloaded] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'coop-17.pdf' }).click(),
    ]);
    expect(downloaded.suggestedFilename()).toBe('coop-17.pdf');
    expect(errors).toEqual([]);
    await close();
  },
);
