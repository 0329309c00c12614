/** `salesTeam` on lists of what accounts have, and the limits of what lists follow. */
import { MOST_NAMED, MOST_OF_TEAM } from '../../../src/contracts/paging.ts';
import type { AccountDocument } from '../../../src/storage/collections/accounts.ts';
import { newId } from '../../../src/infra/ids.ts';
import { storeLicence, storeTerm } from '../../support/entitlements.ts';
import { creditLot } from '../../support/lots.ts';
import { openAccount, orderOf } from '../../support/order-fixtures.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, newAccount, pageOf, startApi, type Api } from './api.ts';

const FROM = '2025-01-01T00:00:00.000Z';
const UNTIL = '2900-01-01T00:00:00.000Z';
const PATHS = ['lots', 'licences', 'terms', 'episodes'] as const;

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** An account of a team, with a lot, a licence, a term and an episode. */
async function accountOf(salesTeam: string): Promise<string> {
  const accountId = await newAccount(api, { salesTeam });
  const { fixture } = api;
  const organization = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  const organizationId = String(organization.body['id']);
  await creditLot(fixture, accountId, {
    resource: 'inspection',
    units: 5,
    purchasedAt: FROM,
    expiresAt: UNTIL,
  });
  const of = { accountId, organizationId, from: FROM, until: UNTIL } as const;
  await storeLicence(fixture, { ...of, sandbox: false, sku: 'AIMIS-INTL-SW-BASIC', scope: 'organization' });
  const chain = { startedOn: '2025-01-01', months: 1, movedDays: 0 };
  await storeTerm(fixture, { ...of, sandbox: false, chain });
  await fixture.database.models.episodes.insertMany([
    {
      _id: newId('epi'),
      accountId,
      sandbox: false,
      kind: 'validity',
      capability: 'ipc.patient',
      state: 'closed',
      outcome: 'paid',
      openedAt: FROM,
      suspendsAt: FROM,
      suspendedAt: null,
      closedAt: FROM,
      resumedAt: null,
      policyVersion: 'test',
      resource: null,
      peakArrears: 0,
      organizationId,
      sku: 'IPC-SW-SUMMARY',
      causedBy: 'term:trm_none',
      workflowRunId: null,
    },
  ]);
  return accountId;
}

async function accountsIn(path: string, query: string, key?: string): Promise<unknown[]> {
  const answer = await (key === undefined
    ? api.call('sales', `/v1/${path}?${query}`)
    : call(api.server, `/v1/${path}?${query}`, { key }));
  expect(answer.status).toBe(200);
  return pageOf(answer).items.map(({ accountId }) => accountId);
}

/** Stores accounts without anything else. */
async function storeAccounts(
  count: number,
  given: Pick<AccountDocument, 'salesTeam' | 'name' | 'nameKey'>,
): Promise<void> {
  const template = await openAccount(api.fixture, { agreement: false });
  await api.fixture.database.models.accounts.insertMany(
    Array.from({ length: count }, () => ({ ...template, ...given, _id: newId('acc') })),
  );
}

describe('salesTeam', () => {
  let mine: string;
  let theirs: string;
  beforeAll(async () => {
    [mine, theirs] = [await accountOf('bohemia'), await accountOf('moravia')];
  });

  it.each(PATHS)('narrows GET /v1/%s to the accounts that the team looks after', async (path) => {
    expect(await accountsIn(path, 'salesTeam=bohemia')).toEqual([mine]);
    expect(await accountsIn(path, 'salesTeam=silesia')).toEqual([]);
    expect(await accountsIn(path, `salesTeam=moravia&accountId=${mine}`)).toEqual([]);
    expect(await accountsIn(path, `salesTeam=moravia&accountId=${theirs}`)).toEqual([theirs]);
    const key = await customerKey(api, mine);
    expect(await accountsIn(path, 'salesTeam=bohemia', key)).toEqual([mine]);
    expect(await accountsIn(path, 'salesTeam=moravia', key)).toEqual([]);
  });

  it('follows an account to its new team at once', async () => {
    const moved = await accountOf('bohemia');
    await api.call('sales', `/v1/accounts/${moved}`, { method: 'PATCH', body: { salesTeam: 'slovakia' } });
    for (const path of PATHS) {
      expect(await accountsIn(path, 'salesTeam=bohemia')).toEqual([mine]);
      expect(await accountsIn(path, 'salesTeam=slovakia')).toEqual([moved]);
    }
  });

  it('of more accounts than a list follows is refused, with the limit and what to do', async () => {
    await storeAccounts(MOST_OF_TEAM, { salesTeam: 'galicia', name: 'Small', nameKey: 'small' });
    const last = await accountOf('galicia');
    const answer = await api.call('sales', '/v1/lots?salesTeam=galicia');
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'validation_failed',
      errors: [
        {
          path: 'salesTeam',
          code: 'too_large_team',
          message: 'This sales team looks after more than 2,000 accounts.',
          remedy: 'Name the account in `accountId`, or use a key that covers some of them.',
        },
      ],
    });
    expect(await accountsIn('lots', `salesTeam=galicia&accountId=${last}`)).toEqual([last]);
    await api.fixture.database.models.accounts.deleteOne({ salesTeam: 'galicia', _id: { $ne: last } });
    expect(await accountsIn('lots', 'salesTeam=galicia')).toEqual([last]);
  });
});

describe('query', () => {
  it('that more names begin with than a search follows is refused; one letter more finds all', async () => {
    await storeAccounts(MOST_NAMED, { salesTeam: 'asia', name: 'Mercy A', nameKey: 'mercy a' });
    const owner = await openAccount(api.fixture);
    await api.fixture.database.models.accounts.updateOne(
      { _id: owner._id },
      { $set: { name: 'Mercy B', nameKey: 'mercy b' } },
    );
    const { _id } = await orderOf(api.fixture, owner);
    for (const path of ['orders', 'services']) {
      const answer = await api.call('sales', `/v1/${path}?query=mercy`, {
        headers: { 'accept-language': 'zh' },
      });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        code: 'validation_failed',
        errors: [
          {
            path: 'query',
            code: 'too_many_names',
            message: '以此开头的账户或机构名称超过 500 个。',
            remedy: '请输入更完整的名称，或在 `accountId` 中指定账户。',
          },
        ],
      });
    }
    const found = pageOf(await api.call('sales', '/v1/orders?query=mercy b'));
    expect(found.ids).toEqual([_id]);
    expect(pageOf(await api.call('sales', `/v1/orders?query=mercy&accountId=${owner._id}`)).ids).toEqual([
      _id,
    ]);
    await api.fixture.database.models.accounts.deleteOne({ nameKey: 'mercy a' });
    expect(pageOf(await api.call('sales', '/v1/orders?query=mercy')).ids).toEqual([_id]);
  });
});
