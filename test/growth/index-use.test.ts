/** Lists do not slow down with age: on a filled database each uses an index and reads only what it returns. */
import {
  countOrdersByState,
  readLateness,
  readReconciliation,
} from '../../src/application/monitoring/read-figures.ts';
import { isPagedList } from '../../src/contracts/csv.ts';
import type { Route } from '../../src/contracts/route.ts';
import { ROUTES, type RouteName } from '../../src/contracts/routes.ts';
import { instantOf } from '../../src/domain/instant.ts';
import {
  growDatabase,
  grownAccount,
  grownOrder,
  grownOrganization,
  SALES_TEAMS,
  type GrownSizes,
} from '../support/grown-database.ts';
import { ProductClient } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';
import { addressesOf, filtersOf, listRoutes, type ListCase } from './list-cases.ts';
import { offencesWhile } from './profile.ts';

const SIZES: GrownSizes = {
  accounts: 300,
  orders: 4_000,
  audit: 12_000,
  deadlines: 6_000,
  notices: 4_000,
  others: 3_000,
};

/** An account on the server's clock with records of all kinds. */
const ACCOUNT = grownAccount(7);
const SOON = instantOf(Date.parse('2027-06-01T00:00:00.000Z'));
const NEVER = instantOf(Date.parse('2100-01-01T00:00:00.000Z'));
const FIRST = instantOf(Date.parse('2026-01-01T00:30:00.000Z'));

const ACROSS = { accountId: [ACCOUNT], sandbox: ['true', 'false', 'only'] };

/** Of the lists that follow a sales team to its accounts. */
const TEAMS = { ...ACROSS, salesTeam: [...SALES_TEAMS, 'none'] };

const EPISODES = {
  state: ['open', 'suspended', 'closed'],
  kind: ['units', 'validity'],
  openedFrom: [FIRST, NEVER],
};

const LOTS = {
  resource: ['inspection', 'ai-ctfd', 'none'],
  state: ['live', 'exhausted', 'expired', 'voided'],
  expiresBefore: [FIRST, NEVER],
};
const LICENCES = {
  organizationId: [grownOrganization(1)],
  sku: ['AIMIS-INTL-SW-BASIC', 'AIMIS-INTL-SW-STATS', 'none'],
  endsBefore: [FIRST, SOON, NEVER],
};
const TERMS = {
  organizationId: [grownOrganization(1)],
  sku: ['IPC-SUB', 'IPC-PACK', 'none'],
  endsBefore: [FIRST, SOON, NEVER],
};

const CASES: Partial<Record<RouteName, ListCase>> = {
  listAccounts: {
    filters: {
      query: ['hospital 12', 'acc_', 'nobody'],
      salesTeam: [...SALES_TEAMS, 'none'],
      state: ['active'],
      ids: [[7, 8, 9, 10].map(grownAccount).join(','), 'acc_none'],
      sandbox: ['true', 'false', 'only'],
    },
  },
  listConsortia: { id: ACCOUNT },
  listOrganizations: { id: ACCOUNT },
  listAgreements: { filters: ACROSS },
  getCatalogue: { filters: { productLine: ['aimis-intl'], kind: ['service'] } },
  listCatalogueVersions: {},
  listOffers: { id: ACCOUNT },
  listTermsOfService: { filters: { productLine: ['aimis-intl'], version: ['none'] } },
  listRules: { filters: { query: ['R-CN'] } },
  listOrders: {
    filters: {
      ...ACROSS,
      query: ['po-1', 'ord_', 'hospital 12', 'hospital', 'clinic 12', 'nothing'],
      state: ['active', 'cancelled', 'refunded'],
      productLine: ['aimis-intl', 'aimis-cn', 'none'],
      salesTeam: [...SALES_TEAMS, 'none'],
      needsAttention: ['true', 'false'],
      sku: ['AIMIS-INTL-CI-ANN', 'IPC-SW-SUMMARY', 'none'],
      paymentState: ['none', 'captured', 'declined', 'refunded'],
      placedFrom: [FIRST, NEVER],
      placedTo: [FIRST],
      endsBefore: [FIRST, SOON, NEVER],
    },
  },
  getOrderTimeline: { id: grownOrder(1) },
  listPayments: {
    filters: {
      ...ACROSS,
      orderId: [grownOrder(1)],
      state: ['captured', 'excess', 'late'],
      capturedFrom: [FIRST, NEVER],
      capturedTo: [FIRST],
    },
  },
  listRefunds: { id: grownOrder(1) },
  getLowBalance: { id: ACCOUNT },
  listLots: {
    id: ACCOUNT,
    filters: LOTS,
  },
  listAllLots: { filters: { ...TEAMS, ...LOTS } },
  listLicences: { id: ACCOUNT, filters: LICENCES },
  listAllLicences: { filters: { ...TEAMS, ...LICENCES } },
  listTerms: { id: ACCOUNT, filters: TERMS },
  listAllTerms: { filters: { ...TEAMS, ...TERMS } },
  listJournal: { id: ACCOUNT, filters: { lotId: ['lot_none'], usageId: ['usg_none'] } },
  getCapabilities: { id: ACCOUNT, filters: { organizationId: [grownOrganization(1)] } },
  listEpisodes: {
    id: ACCOUNT,
    filters: EPISODES,
  },
  listAllEpisodes: { filters: { ...TEAMS, ...EPISODES } },
  listServices: {
    filters: {
      ...ACROSS,
      state: ['available', 'in_delivery', 'running', 'ended', 'lapsed'],
      orderId: [grownOrder(1)],
      assignee: ['ann', 'nobody'],
      unassigned: ['true'],
      open: ['true'],
      query: ['svc_', 'hospital 12', 'hospital', 'clinic 12', 'clinic 29', 'nothing'],
      dueBefore: [SOON],
    },
  },
  listUsages: {
    filters: {
      ...ACROSS,
      organizationId: [grownOrganization(1)],
      key: ['use-1', 'none'],
      reference: ['study-1', 'none'],
      from: [FIRST],
      to: [FIRST],
    },
  },
  listNotices: {
    filters: {
      ...ACROSS,
      kind: ['pool.low', 'service.ended'],
      platform: ['business'],
      state: ['pending', 'delivered', 'failed'],
    },
  },
  listSessions: {},
  listTasks: {
    filters: {
      ...ACROSS,
      role: ['sales', 'operator'],
      kind: ['renewal.contact', 'arrears.high'],
      state: ['open', 'resolved'],
      dueBefore: [FIRST],
    },
  },
  listDeadlines: {
    filters: { ...ACROSS, before: [SOON], kind: ['payment.due', 'crediting.breach', 'lot.expires'] },
  },
  listAudit: {
    filters: {
      ...ACROSS,
      actor: ['key_one', 'key_rare', 'none'],
      type: ['order.placed', 'lot.extended', 'none'],
    },
  },
  getAccountTimeline: { id: ACCOUNT, filters: { type: ['order.placed', 'usage.accepted', 'none'] } },
  listKeys: { filters: { accountId: [ACCOUNT, 'acc_none'] } },
};

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct({}, { notices: false });
  client = new ProductClient(product);
  await growDatabase(product.fixture.database, SIZES);
}, 180_000);
afterAll(() => product.close());

const offencesOf = (work: () => Promise<void>) => offencesWhile(product.fixture.database, work);

async function read(address: string, key?: string): Promise<void> {
  const answer = await client.call('operator', address, key === undefined ? {} : { key });
  expect([address, answer.status, answer.status === 200 ? '' : answer.text]).toEqual([address, 200, '']);
  const cursor = answer.body['nextCursor'];
  if (typeof cursor === 'string' && !address.includes('cursor='))
    await read(`${address}&cursor=${cursor}`, key);
}

const names = Object.keys(CASES) as RouteName[];
const ROWS: Readonly<Record<RouteName, Route>> = ROUTES;

function isForCustomers(name: RouteName): boolean {
  const { roles }: Route = ROUTES[name];
  return roles.includes('customer');
}

test('each list route has a case, with values for each of its filters', () => {
  expect([...names].sort()).toEqual(listRoutes().sort());
  for (const name of names) {
    expect([name, ...Object.keys(CASES[name]?.filters ?? {}).sort()]).toEqual([
      name,
      ...filtersOf(name).sort(),
    ]);
  }
});

test.each(names)('%s uses an index, in its order, and reads no more than it returns', async (name) => {
  const addresses = addressesOf(name, CASES[name] ?? {});
  const offences = await offencesOf(async () => {
    for (const address of addresses) await read(address);
  });
  expect(offences).toEqual([]);
});

const pagedNames = names.filter((name) => isPagedList(ROWS[name]));

test.each(pagedNames)('%s as CSV reads every page as it reads one', async (name) => {
  const { id = '' } = CASES[name] ?? {};
  const path = ROWS[name].path.replace(/\{\w+\}/, id);
  const offences = await offencesOf(() => read(`${path}?format=csv`));
  expect(offences).toEqual([]);
});

describe('with the key of a customer of three accounts, a sandbox among them', () => {
  let key: string;
  beforeAll(async () => {
    key = await client.customerKey(ACCOUNT, grownAccount(8), grownAccount(9));
  });

  test.each(names.filter((name) => isForCustomers(name)))('%s reads the same way', async (name) => {
    const addresses = addressesOf(name, CASES[name] ?? {});
    const offences = await offencesOf(async () => {
      for (const address of addresses) await read(address, key);
    });
    expect(offences).toEqual([]);
  });
});

test.each(['', `organizationId=${grownOrganization(1)}`])(
  'getOverview reads as the lists of its parts do: %s',
  async (query) => {
    const offences = await offencesOf(() => read(`/v1/accounts/${ACCOUNT}/overview?${query}`));
    expect(offences).toEqual([]);
  },
);

test('what monitoring reads uses an index', async () => {
  const { database } = product.fixture;
  const offences = await offencesOf(async () => {
    await countOrdersByState(database);
    // Long after the deadlines of the grown records, so that thousands of them are overdue.
    await readLateness(database, Date.parse(NEVER));
    await readReconciliation(database, 'queue');
  });
  expect(offences).toEqual([]);
});

test.each(['', `accountId=${ACCOUNT}`, `salesTeam=${SALES_TEAMS[0]}`, 'sandbox=true'])(
  'countOrders counts in an index and reads no order: %s',
  async (query) => {
    const offences = await offencesOf(() => read(`/v1/order-counts?${query}`));
    expect(offences).toEqual([]);
  },
);

test('a dropped index is detected', async () => {
  const { deadlines } = product.fixture.database.models;
  await deadlines.collection.dropIndex('orderId_1_at_1__id_1');
  const offences = await offencesOf(() => read(`/v1/orders/${grownOrder(1)}`));
  await deadlines.createIndexes();
  expect(offences.join()).toMatch(/deadlines scans its collection/);
});
