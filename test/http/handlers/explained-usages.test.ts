/** What usages earned: their draws at once, their arrears when a lot pays them, and together what the lot cost. */
import { plusMs, type Instant } from '../../../src/domain/instant.ts';
import { creditLot, creditSpentLot } from '../../support/lots.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const START: Instant = '2025-06-01T00:00:00.000Z';
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });

interface Explained {
  readonly draws: readonly { readonly units: number; readonly earned: unknown }[];
  readonly offsets: readonly { readonly units: number; readonly earned: unknown }[];
}

async function customer() {
  const accountId = await newAccount(api, { sandboxNow: START });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  await creditSpentLot(api.fixture, accountId);
  const terms = { resource: 'inspection', purchasedAt: START, expiresAt: plusMs(START, 1_000_000_000) };
  return {
    accountId,
    credit: (units: number, price?: { amountMinor: number; currency: 'USD' }) =>
      creditLot(api.fixture, accountId, { ...terms, units, price }),
    use: async (quantity: number) => {
      const { status, body } = await api.call('platform', '/v1/usages', {
        body: { accountId, organizationId: made.body['id'], resource: 'inspection', quantity },
      });
      expect(status).toBe(201);
      return String(body['id']);
    },
    explained: async (id: string) => {
      const { draws, offsets } = (await api.call('sales', `/v1/usages/${id}`)).body as unknown as Explained;
      return { draws: draws.map(({ earned }) => earned), offsets: offsets.map(({ earned }) => earned) };
    },
  };
}

test('of a lot of 3 units for 10.00, each unit earns its part, whether it is drawn or pays arrears', async () => {
  const { accountId, credit, use, explained } = await customer();
  const [first, second] = [await use(1), await use(1)];
  expect(await explained(first)).toEqual({ draws: [], offsets: [] });
  await credit(3, usd(1_000));
  const third = await use(1);
  expect(await explained(first)).toEqual({ draws: [], offsets: [usd(334)] });
  expect(await explained(second)).toEqual({ draws: [], offsets: [usd(333)] });
  expect(await explained(third)).toEqual({ draws: [usd(333)], offsets: [] });
  await soundLedger(api.fixture, accountId);
});

test('units that were free of charge earn nothing that could be named', async () => {
  const { credit, use, explained } = await customer();
  const first = await use(1);
  await credit(3);
  expect(await explained(first)).toEqual({ draws: [], offsets: [null] });
  expect(await explained(await use(1))).toEqual({ draws: [null], offsets: [] });
});

test('a draw that is worth less than a minor unit earned 0, and the next that completes it earned it', async () => {
  const { credit, use, explained } = await customer();
  await credit(2, usd(1));
  // Rounded down, nothing is deferred of the unit that is left.
  expect(await explained(await use(1))).toEqual({ draws: [usd(1)], offsets: [] });
  expect(await explained(await use(1))).toEqual({ draws: [usd(0)], offsets: [] });
});
