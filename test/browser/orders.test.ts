/** The list of orders in a real browser: numbers by state, filters in the address, columns, saved views, and the way back. */
import { readFileSync } from 'node:fs';
import type { Client } from '../../client/src/index.ts';
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';

const WORDS = {
  en: {
    waiting: 'Waiting for confirmation',
    paid: 'Waiting for payment',
    columns: 'Columns',
    csv: 'Download as CSV',
    team: 'Sales team',
    save: 'Save this view',
    name: 'Name of the view',
    submit: 'Save',
    remove: 'Remove the view Mine',
  },
  zh: {
    waiting: '待确认',
    paid: '待付款',
    columns: '显示列',
    csv: '导出 CSV',
    team: '销售团队',
    save: '保存当前视图',
    name: '视图名称',
    submit: '保存',
    remove: '删除视图：Mine',
  },
} as const;

let served: TestConsole;
let sales: Client;
let team: string;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
  const account = await sales.post('/v1/accounts', {
    body: { name: 'Lakeside Clinic', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  team = account.salesTeam;
  await sales.post('/v1/agreements', {
    body: {
      accountId: account.id,
      number: 'COOP-18',
      productLines: ['aimis-intl'],
      signedOn: '2025-03-01',
      document: { name: 'coop-18.pdf', sha256: '18'.padStart(64, '0') },
    },
  });
  const { termsVersions } = await sales.get('/v1/catalogue');
  for (const reference of ['PO-1', 'PO-2', 'PO-3']) {
    const { id } = await sales.post('/v1/orders', {
      body: {
        accountId: account.id,
        channel: 'offline',
        termsAccepted: true,
        termsVersion: termsVersions['aimis-intl']!,
        reference,
        lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
      },
    });
    if (reference === 'PO-3') await sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
  }
});
afterAll(() => served.close());

test.each(LOOKS)(
  'orders are narrowed by state, and the view is saved: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const person = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, '/orders', person);
    const states = page.getByRole('navigation').filter({ hasText: words.waiting });
    await states.getByRole('link', { name: `${words.waiting} 2` }).waitFor();
    await states.getByRole('link', { name: `${words.paid} 1` }).click();
    await page.waitForURL(/state=awaiting_payment/);
    await page.getByRole('row', { name: 'PO-1' }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: 'PO-3' }).waitFor();

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: words.csv }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('PO-3,');
    expect(lines[1]).toContain(',1200.00,USD');

    await page.locator('summary', { hasText: words.columns }).click();
    await page.getByRole('checkbox', { name: words.team }).check();
    expect(await flaws()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('row', { name: 'PO-3' }).textContent()).toContain(team);

    await page.goto(`${served.product.url}/orders?state=awaiting_payment&query=po-3`);
    await page.getByRole('button', { name: words.save }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.name).fill('Mine');
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.submit, exact: true }).click();
    await page.goto(`${served.product.url}/orders`);
    await page.getByRole('link', { name: 'Mine', exact: true }).click();
    await page.waitForURL(/query=po-3/);
    await page.getByRole('row', { name: 'PO-3' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await page.getByRole('button', { name: words.remove }).click();
    await page.getByRole('link', { name: 'Mine', exact: true }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await close();
  },
);
