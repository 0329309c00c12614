/** Each process that settles is killed between two settling steps of an account in which many lots ended at once. */
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { MOST_DUE } from '../../src/application/ledger/settle-ledger.ts';
import { newId } from '../../src/infra/ids.ts';
import { journalOf, usagesOf } from '../support/journal.ts';
import { availableIn, soundLedger } from '../support/ledger-checks.ts';
import { creditLots, setClock } from '../support/lots.ts';
import type { ProcessName } from '../support/running-product.ts';
import { buy, expectSoundAccounts, expectValidExport, openCustomer, untilState } from './customers.ts';
import { productOfThisFile } from './product-of-this-file.ts';
import { whenSeen, type Moment } from './seen.ts';

const START: Instant = '2025-03-07T09:07:00.000Z';
const END = plusMs(START, 10 * DAY_MS);
const RESOURCE = 'inspection';
/** Eight steps. */
const LOTS = 8 * MOST_DUE;
const BOUGHT = 1_000;
/** Within the fourth step: each books a page. */
const AMID: Moment = {
  collection: 'journalPages',
  match: { operationType: 'insert', 'fullDocument.entries.kind': 'lot.expired' },
  nth: 4,
};

const theProduct = productOfThisFile();

test.each<[ProcessName]>([['api'], ['mongod']])(
  'with %s killed amid the steps, each lot ends once and the use that waits for them is booked once, after them',
  async (name) => {
    const product = theProduct();
    const database = await product.openDatabase();
    const { models } = database;
    const accountId = await openCustomer(product, START);
    const clinic = await product.insist('sales', `/v1/accounts/${accountId}/organizations`, {
      name: 'Clinic',
    });
    await untilState(database, await buy(product, accountId), 'active');
    const fixture = { database, serverNow: () => START };
    const lot = { resource: RESOURCE, units: 2, purchasedAt: START, expiresAt: END } as const;
    const lotIds = await creditLots(fixture, accountId, lot, LOTS);
    await setClock(fixture, accountId, END);

    let back: Promise<void> | undefined;
    const { seen } = await whenSeen(database, AMID, () => ({ back } = product.kill(name)));
    const body = { accountId, organizationId: String(clinic.body['id']), resource: RESOURCE, quantity: 3 };
    const using = product.insist('platform', '/v1/usages', body, newId('key'));
    await seen.then(() => back);
    await using;

    const entries = (await journalOf(database, accountId)).filter(({ kind }) => kind === 'lot.expired');
    expect(entries.every(({ at }) => at === END)).toBe(true);
    expect(entries.map(({ causedBy }) => causedBy.id).toSorted()).toEqual(lotIds.toSorted());
    expect(await models.audit.countDocuments({ accountId, type: 'lot.expired' })).toBe(LOTS);
    expect(await models.notices.countDocuments({ accountId, kind: 'lot.expired' })).toBe(LOTS);
    expect(await models.lots.countDocuments({ accountId, end: 'expired', endedAt: END })).toBe(LOTS);
    const uses = await usagesOf(database, accountId);
    expect(uses.map(({ at, quantity, balance }) => [at, quantity, balance.available])).toEqual([
      [END, 3, BOUGHT - 3],
    ]);
    expect(availableIn(await soundLedger({ database }, accountId), RESOURCE)).toBe(BOUGHT - 3);
    await expectSoundAccounts(product, [accountId]);
    await expectValidExport(product, accountId);
  },
);
