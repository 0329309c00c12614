/** What the pictures of the console show: four customers, what they bought, used and wait for. */
import type { Client, Schemas } from '../../client/src/index.ts';
import { eventually } from '../support/eventually.ts';

export type Clients = Readonly<Record<'sales' | 'operator' | 'delivery' | 'platform', Client>>;

export interface ExampleData {
  /** A customer with units, and a service to accept. */
  readonly accountId: string;
  /** A customer in arrears. */
  readonly arrearsAccountId: string;
  readonly orderId: string;
  readonly waitingOrderId: string;
  readonly deliveredServiceId: string;
  readonly signOffUrl: string;
  /** Key of a buyer of that customer. */
  readonly buyerKey: string;
}

type NewLine = Schemas['OrderBody']['lines'][number];
type Country = Schemas['CreateAccountBody']['country'];

export async function makeExampleData(clients: Clients): Promise<ExampleData> {
  const { sales, operator, delivery, platform } = clients;
  const { termsVersions } = await sales.get('/v1/catalogue');

  async function customer(name: string, country: Country, timeZone: string, productLines: string[]) {
    const { id } = await sales.post('/v1/accounts', {
      body: { name, country, timeZone, salesTeam: country === 'CN' ? 'cn-north' : 'apac' },
    });
    const organization = await sales.post('/v1/accounts/{id}/organizations', {
      path: { id },
      body: { name: country === 'CN' ? '放射科' : `${name}, Radiology` },
    });
    await sales.post('/v1/agreements', {
      body: {
        accountId: id,
        number: `COOP-2026-${country}`,
        productLines,
        signedOn: '2026-01-05',
        document: { name: 'cooperation-agreement.pdf', sha256: 'c0'.repeat(32) },
      },
    });
    return { id, organizationId: organization.id };
  }

  async function order(accountId: string, productLine: string, reference: string, lines: NewLine[]) {
    const placed = await sales.post('/v1/orders', {
      body: {
        accountId,
        channel: 'offline',
        termsAccepted: true,
        termsVersion: termsVersions[productLine]!,
        reference,
        lines,
      },
    });
    return placed.id;
  }

  async function paidOrder(...placing: Parameters<typeof order>): Promise<string> {
    const id = await order(...placing);
    await sales.post('/v1/orders/{id}/confirm', { path: { id }, body: {} });
    await operator.post('/v1/orders/{id}/payments', {
      path: { id },
      body: { method: 'online', token: 'tok_ok' },
    });
    await eventually(
      () => sales.get('/v1/orders/{id}', { path: { id } }),
      ({ state }) => state === 'active' || state === 'completed',
    );
    return id;
  }

  const riverside = await customer('Riverside Hospital', 'SG', 'Asia/Singapore', ['aimis-intl', 'huawei-ai']);
  const { id: accountId, organizationId } = riverside;
  const xiehe = await customer('协和影像中心', 'CN', 'Asia/Shanghai', ['aimis-cn']);
  const stMary = await customer('St. Mary Clinics', 'GB', 'Europe/London', ['aimis-intl', 'ipc']);

  const orderId = await paidOrder(accountId, 'aimis-intl', 'PO-2026-104', [
    { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 },
    { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 },
  ]);
  const serviceOrder = await paidOrder(accountId, 'huawei-ai', 'PO-2026-105', [
    {
      sku: 'HW-DEV-MODELDEV-STD',
      quantity: 2,
      organizationId,
      note: { organizationName: 'Riverside Hospital, Radiology', remarks: 'Call before you come.' },
    },
  ]);
  const waitingOrderId = await order(stMary.id, 'aimis-intl', 'STM-77', [
    { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 25_000 },
  ]);
  await paidOrder(xiehe.id, 'aimis-cn', '采购-2026-17', [{ sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 50_000 }]);
  const unpaid = await order(xiehe.id, 'aimis-cn', '采购-2026-18', [
    { sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 20_000 },
  ]);
  await sales.post('/v1/orders/{id}/confirm', { path: { id: unpaid }, body: {} });

  const use = (customer: typeof riverside, resource: string, quantity: number) =>
    platform.post('/v1/usages', {
      body: { accountId: customer.id, organizationId: customer.organizationId, resource, quantity },
    });
  await use(riverside, 'inspection', 6_400);
  await use(riverside, 'ai:mimi', 964);
  await use(xiehe, 'inspection', 50_036);

  const { items: services } = await delivery.get('/v1/services', { query: { orderId: serviceOrder } });
  const [first, second] = services as [Schemas['Service'], Schemas['Service']];
  for (const { id } of [first, second]) {
    await delivery.post('/v1/services/{id}/assign', { path: { id }, body: { assignee: 'Li Wei' } });
    await delivery.post('/v1/services/{id}/start', { path: { id }, body: {} });
  }
  await delivery.post('/v1/services/{id}/deliver', {
    path: { id: first.id },
    body: { evidence: { note: 'Model trained on 1,200 cases and installed at the reading room.' } },
  });
  const { url } = await delivery.post('/v1/services/{id}/acceptance-links', {
    path: { id: first.id },
    body: {},
  });
  const key = await operator.post('/v1/keys', {
    body: { name: 'Riverside purchasing', roles: ['customer'], accountIds: [accountId] },
  });
  return {
    accountId,
    arrearsAccountId: xiehe.id,
    orderId,
    waitingOrderId,
    deliveredServiceId: first.id,
    signOffUrl: url!,
    buyerKey: key.key!,
  };
}
