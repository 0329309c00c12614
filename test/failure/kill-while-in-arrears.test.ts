/**
 * Each process of the product is killed while an account goes into arrears, is suspended and recovers. Acknowledged
 * usages are stored, nothing was booked twice, and the export proves it.
 */
import type { NoticeKind } from '../../src/domain/kinds.ts';
import { newId } from '../../src/infra/ids.ts';
import { usagesOf } from '../support/journal.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import type { ProcessName, RunningProduct } from '../support/running-product.ts';
import { buy, expectSoundAccounts, expectValidExport, openCustomer, untilState } from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';
import { whenSeen, type Moment } from './seen.ts';

const START = '2025-03-07T09:07:00.000Z';
const DEADLINE = '2025-03-08T09:07:00.000Z';
const RESOURCE = 'inspection';

const theProduct = productOfThisFile();

interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

/** A customer who has bought 1,000 inspections, by default in a sandbox. */
async function customerOf(product: RunningProduct, sandboxNow?: string): Promise<Customer> {
  const accountId = await openCustomer(product, sandboxNow);
  const clinic = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, { name: 'Clinic' });
  await topUp(product, accountId);
  return { accountId, organizationId: String(clinic.body['id']) };
}

async function topUp(product: RunningProduct, accountId: string): Promise<void> {
  const orderId = await buy(product, accountId);
  await untilState(await product.openDatabase(), orderId, 'active');
}

const use = (
  product: RunningProduct,
  { accountId, organizationId }: Customer,
  quantity: number,
  key: string = newId('key'),
) =>
  product.insist('platform', '/v1/usages', { accountId, organizationId, resource: RESOURCE, quantity }, key);

/** The first of the burst's transactions. */
const BOOKED: Moment = {
  collection: 'journalPages',
  match: { operationType: 'insert', 'fullDocument.usages': { $exists: true } },
  nth: 1,
};

test.each<[ProcessName]>([['api'], ['mongod'], ['worker']])(
  'with %s killed in a burst of uses beyond what is there, each answered use is booked once, in one episode',
  async (name) => {
    const product = theProduct();
    const database = await product.openDatabase();
    const customer = await customerOf(product);
    const { accountId } = customer;
    let back: Promise<void> | undefined;
    const { seen } = await whenSeen(database, BOOKED, () => ({ back } = product.kill(name)));

    const keys = Array.from({ length: 200 }, () => newId('key'));
    const [answers] = await Promise.all([
      Promise.all(keys.map((key) => use(product, customer, 7, key))),
      seen.then(() => back),
    ]);

    const uses = await usagesOf(database, accountId);
    expect(uses.map(({ key }) => key).sort()).toEqual([...keys].sort());
    const byKey = new Map(uses.map((usage) => [usage.key, usage]));
    for (const [index, { body }] of answers.entries()) {
      expect(body['id']).toBe(byKey.get(keys[index]!)?._id);
    }
    const head = await soundLedger({ database }, accountId);
    const pool = head.pools.find(({ resource }) => resource === RESOURCE)!;
    expect(pool.totals.consumed).toBe(1_000);
    expect(pool.episode).toMatchObject({ peak: 400 });
    expect(await database.models.episodes.countDocuments({ accountId })).toBe(1);
    expect(await database.models.notices.countDocuments({ accountId, kind: 'arrears.opened' })).toBe(1);
    await expectSoundAccounts(product, [accountId]);
    await expectValidExport(product, accountId);
  },
);

const noticeOf = (kind: NoticeKind): Omit<Moment, 'nth'> => ({
  collection: 'notices',
  match: { operationType: 'insert', 'fullDocument.kind': kind },
});

test.each<[ProcessName, NoticeKind]>([
  ['worker', 'service.suspended'],
  ['api', 'service.suspended'],
  ['mongod', 'service.suspended'],
  ['temporal', 'service.suspended'],
  ['worker', 'arrears.opened'],
  ['mongod', 'arrears.cleared'],
])(
  'with %s killed at %s, a sandbox is suspended at its deadline, recovers with the top-up, and gets each notice once',
  async (name, kind) => {
    const product = theProduct();
    const database = await product.openDatabase();
    const customer = await customerOf(product, START);
    const { accountId } = customer;
    let back: Promise<void> | undefined;
    const { seen } = await whenSeen(
      database,
      { ...noticeOf(kind), nth: 1 },
      () => ({ back } = product.kill(name)),
    );

    const recover = async () => {
      await use(product, customer, 1_030);
      const target = `/v1/accounts/${accountId}/clock/advance`;
      await product.insist('sales', target, { by: 'P2D' }, newId('key'));
      await topUp(product, accountId);
    };
    await Promise.all([recover(), seen.then(() => back)]);

    const episodes = await database.models.episodes.find({ accountId }).lean();
    expect(episodes).toMatchObject([
      {
        state: 'closed',
        outcome: 'paid',
        openedAt: START,
        suspendsAt: DEADLINE,
        suspendedAt: DEADLINE,
        peakArrears: 30,
      },
    ]);
    for (const once of [
      'arrears.opened',
      'service.suspended',
      'arrears.cleared',
      'service.resumed',
    ] as const) {
      const notices = await database.models.notices.find({ accountId, kind: once }, { _id: 1 }).lean();
      expect([once, notices.length]).toEqual([once, 1]);
      expect(await database.models.deliveries.countDocuments({ noticeId: notices[0]!._id })).toBe(2);
    }
    expect((await use(product, customer, 1)).body).toMatchObject({ arrears: 0 });
    await expectSoundAccounts(product, [accountId]);
    await expectValidExport(product, accountId);
  },
);
