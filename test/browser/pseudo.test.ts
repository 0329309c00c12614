/**
 * Every page of the console in the pseudo-language: no text was forgotten in the tables of texts, and texts that are 40 %
 * longer still fit a phone and a desk.
 */
import { readFileSync } from 'node:fs';
import type { Client } from '../../client/src/index.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { DESK, PHONE, startConsole, type TestConsole } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';

const ROUTES = [
  ...readFileSync(projectPath('src/console/app/routes.ts'), 'utf8').matchAll(/path: '([^']+)'/g),
].map(([, path]) => path!);

let served: TestConsole;
let sales: Client;
/** Ids by the parameter of a route's first part. */
let ids: Readonly<Record<string, string>>;
let customerKey: string;
beforeAll(async () => {
  served = await startConsole();
  sales = served.as('sales');
  const operator = served.as('operator');
  const { id: accountId } = await sales.post('/v1/accounts', {
    body: { name: '例 1', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: '例 2' },
  });
  const { id: organizationId } = await sales.post('/v1/accounts/{id}/organizations', {
    path: { id: accountId },
    body: { name: '例 3' },
  });
  const agreement = await sales.post('/v1/agreements', {
    body: {
      accountId,
      number: '例 4',
      productLines: ['aimis-intl', 'huawei-ai'],
      signedOn: '2025-03-01',
      document: { name: '例 5', sha256: '19'.padStart(64, '0') },
    },
  });
  const { termsVersions } = await sales.get('/v1/catalogue');
  const place = (productLine: string, line: { sku: string; quantity: number; organizationId?: string }) =>
    sales.post('/v1/orders', {
      body: {
        accountId,
        channel: 'offline',
        termsAccepted: true,
        termsVersion: termsVersions[productLine]!,
        reference: '例 6',
        lines: [line],
      },
    });
  const waiting = await place('aimis-intl', { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 });
  await sales.post('/v1/orders/{id}/confirm', { path: { id: waiting.id }, body: {} });
  const paid = await place('huawei-ai', { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId });
  await sales.post('/v1/orders/{id}/confirm', { path: { id: paid.id }, body: {} });
  await operator.post('/v1/orders/{id}/payments', {
    path: { id: paid.id },
    body: { method: 'online', token: 'tok_ok' },
  });
  const { items } = await eventually(
    () => sales.get('/v1/services', { query: { orderId: paid.id } }),
    (page) => page.items.length > 0,
  );
  ids = {
    buy: 'aimis-intl',
    orders: waiting.id,
    customers: accountId,
    overview: accountId,
    agreements: agreement.id,
    services: items[0]!.id,
  };
  const created = await operator.post('/v1/keys', {
    body: { name: '例 7', roles: ['customer'], accountIds: [accountId] },
  });
  customerKey = created.key!;
});
afterAll(() => served.close());

/** The address of a route, with ids of what exists. */
function addressOf(route: string): string {
  const [, room] = route.split('/');
  const address = route.replace(/:\w+/, () => ids[room!] ?? 'none');
  return room === 'buy' ? `${address}?accountId=${ids['customers']}` : address;
}

test.each([
  { viewport: PHONE, theme: 'dark', role: 'operator' },
  { viewport: DESK, theme: 'light', role: 'operator' },
  { viewport: PHONE, theme: 'light', role: 'customer' },
] as const)(
  'every page is in texts that fit: $role, $viewport.width, $theme',
  async ({ viewport, theme, role }) => {
    const key = role === 'customer' ? customerKey : served.product.keys[role];
    const { page, fits, untranslated, errors, close } = await served.open(
      { language: 'pseudo', theme, viewport },
      '/not-a-page',
      { key, person: '例 8' },
    );
    const found = [];
    for (const address of ['/not-a-page', ...ROUTES.map(addressOf)]) {
      await page.goto(`${served.product.url}${address}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      const result = { address, texts: await untranslated(), fits: await fits() };
      if (result.texts.length > 0 || !result.fits) found.push(result);
    }
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  },
);
