/** Search and sessions in a real browser: what a person types is found and opened with the keyboard alone; a session is ended. */
import type { Client } from '../../client/src/index.ts';
import { DESK, LOOKS, startConsole, type TestConsole } from '../support/console.ts';

const WORDS = {
  en: {
    search: 'Search',
    kind: 'Order',
    sessions: 'Sessions',
    end: 'End session',
    ended: 'Ended',
    cancel: 'Cancel',
  },
  zh: {
    search: '搜索',
    kind: '订单',
    sessions: '登录会话',
    end: '结束会话',
    ended: '已结束',
    cancel: '取消',
  },
} as const;

let served: TestConsole;
let sales: Client;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
  const { id: accountId } = await sales.post('/v1/accounts', {
    body: { name: 'Lakeside Clinic', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'apac' },
  });
  const { termsVersions } = await sales.get('/v1/catalogue');
  await sales.post('/v1/orders', {
    body: {
      accountId,
      channel: 'offline',
      termsAccepted: true,
      termsVersion: termsVersions['aimis-intl']!,
      reference: 'PO-SEARCHED',
      lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
    },
  });
});
afterAll(() => served.close());

test.each(LOOKS)(
  'an order is found by the beginning of its reference, with the keyboard: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const person = { key: served.product.keys.sales, person: 'Ana Souza' };
    const { page, flaws, fits, errors, close } = await served.open(look, '/orders', person);
    await page.getByRole('row', { name: 'PO-SEARCHED' }).waitFor();
    await page.keyboard.press('/');
    const dialog = page.getByRole('dialog');
    const box = dialog.getByRole('combobox');
    await box.waitFor();
    await page.keyboard.type('lakes');
    await dialog.getByRole('option').nth(1).waitFor();
    expect(await dialog.getByRole('option').first().textContent()).toContain('Lakeside Clinic');
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await box.fill('po-sear');
    const option = dialog.getByRole('option', { name: 'PO-SEARCHED' });
    await option.waitFor();
    await dialog.getByRole('option').nth(1).waitFor({ state: 'detached' });
    expect(await option.textContent()).toContain(words.kind);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/orders\/ord_/);
    await page.keyboard.press('Control+k');
    await box.waitFor();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await close();
  },
);

test.each(LOOKS)(
  'a session is ended from another browser: $language, $theme, $viewport.width',
  async (look) => {
    const words = WORDS[look.language];
    const name = `Li Wei ${look.language} ${look.theme}`;
    const other = await served.open({ ...look, viewport: DESK }, '/orders', {
      key: served.product.keys.sales,
      person: name,
    });
    const { page, flaws, fits, errors, close } = await served.open(look, '/sessions', {
      key: served.product.keys.sales,
      person: 'Ana Souza',
    });
    await page.getByRole('heading', { level: 1, name: words.sessions }).waitFor();
    const row = page.getByRole('row', { name });
    await row
      .getByText(/GMT-3$/)
      .last()
      .waitFor();
    await row.getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words.cancel }).waitFor();
    expect(await flaws()).toEqual([]);
    await dialog.getByRole('button', { name: words.end, exact: true }).click();
    await row.getByText(words.ended, { exact: true }).waitFor();
    expect(await flaws()).toEqual([]);
    expect(await fits()).toBe(true);
    await other.page.reload();
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await other.page.locator('input[type=password]').count()).toBe(1);
    expect(errors).toEqual([]);
    await Promise.all([close(), other.close()]);
  },
);
