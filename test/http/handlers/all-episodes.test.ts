/** Episodes of all accounts: who is in arrears, and who is suspended (api.md §6). */
import type { Instant } from '../../../src/domain/instant.ts';
import type { EpisodeDocument } from '../../../src/storage/collections/episodes.ts';
import { newId } from '../../../src/infra/ids.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

const SANDBOX_NOW: Instant = '2025-06-01T00:00:00.000Z';

let api: Api;
let real: string;
let other: string;
let sandbox: string;
const episodes: Record<string, string> = {};
beforeAll(async () => {
  api = await startApi();
  real = await newAccount(api);
  other = await newAccount(api);
  sandbox = await newAccount(api, { sandboxNow: SANDBOX_NOW });
  await addEpisode('open', real, {
    openedAt: '2026-01-05T00:00:00.000Z',
    suspendsAt: '2999-01-01T00:00:00.000Z',
  });
  await addEpisode('due', other, { openedAt: '2026-01-04T00:00:00.000Z' });
  await addEpisode('suspended', real, {
    openedAt: '2026-01-03T00:00:00.000Z',
    state: 'suspended',
    kind: 'validity',
    organizationId: newId('org'),
  });
  await addEpisode('closed', other, { openedAt: '2026-01-02T00:00:00.000Z', state: 'closed' });
  await addEpisode('ofSandbox', sandbox, { openedAt: SANDBOX_NOW, suspendsAt: '2025-06-02T00:00:00.000Z' });
});
afterAll(() => api.close());

async function addEpisode(
  name: string,
  accountId: string,
  fields: Partial<EpisodeDocument> & Pick<EpisodeDocument, 'openedAt'>,
): Promise<void> {
  const document: EpisodeDocument = {
    _id: newId('epi'),
    accountId,
    sandbox: accountId === sandbox,
    kind: 'units',
    capability: 'inspection.upload',
    state: 'open',
    outcome: fields.state === 'closed' ? 'paid' : null,
    suspendsAt: '2026-01-06T00:00:00.000Z',
    suspendedAt: null,
    closedAt: null,
    resumedAt: null,
    policyVersion: 'v1',
    resource: 'inspection',
    peakArrears: 5,
    organizationId: null,
    sku: null,
    causedBy: 'test',
    workflowRunId: null,
    ...fields,
  };
  await api.fixture.database.models.episodes.insertMany([document]);
  episodes[name] = document._id;
}

/** Names of the listed episodes, in order. */
function namesOf(ids: readonly string[]): (string | undefined)[] {
  const names = new Map(Object.entries(episodes).map(([name, id]) => [id, name]));
  return ids.map((id) => names.get(id));
}

async function list(query: string): Promise<(string | undefined)[]> {
  return namesOf(pageOf(await api.call('sales', `/v1/episodes?${query}`)).ids);
}

it('are listed newest first with their accounts, page by page', async () => {
  const first = pageOf(await api.call('sales', '/v1/episodes?limit=3'));
  const second = pageOf(await api.call('sales', `/v1/episodes?limit=3&cursor=${String(first.nextCursor)}`));
  expect(namesOf([...first.ids, ...second.ids])).toEqual(['open', 'due', 'suspended', 'closed']);
  expect(second.nextCursor).toBeNull();
  expect([...first.items, ...second.items].map(({ accountId }) => accountId)).toEqual([
    real,
    other,
    real,
    other,
  ]);
});

it('are found by state, kind, opening and account; a suspension that is due counts, booked or not', async () => {
  expect(await list('state=open')).toEqual(['open']);
  expect(await list('state=suspended')).toEqual(['due', 'suspended']);
  expect(await list('state=closed')).toEqual(['closed']);
  expect(await list('kind=validity')).toEqual(['suspended']);
  expect(await list('kind=units&state=suspended')).toEqual(['due']);
  expect(await list('openedFrom=2026-01-04T00:00:00Z')).toEqual(['open', 'due']);
  expect(await list(`accountId=${real}`)).toEqual(['open', 'suspended']);
  expect(await list(`accountId=${real}&openedFrom=2026-01-04T00:00:00Z`)).toEqual(['open']);
  expect(await list('accountId=acc_none')).toEqual([]);
});

it('of sandboxes are judged by their own clock, and listed only if requested', async () => {
  expect(await list('sandbox=only')).toEqual(['ofSandbox']);
  expect(await list('sandbox=only&state=open')).toEqual(['ofSandbox']);
  expect(await list('sandbox=only&state=suspended')).toEqual([]);
  expect(await list(`accountId=${sandbox}&state=open`)).toEqual(['ofSandbox']);
  expect(await list('sandbox=true')).toHaveLength(5);
});

it('of other accounts are hidden from a customer', async () => {
  const key = await customerKey(api, real, sandbox);
  const read = async (query: string) => {
    const answer = await call(api.server, `/v1/episodes?${query}`, { key });
    expect(answer.text).not.toContain('workflow');
    return namesOf(pageOf(answer).ids);
  };
  expect(await read('')).toEqual(['open', 'suspended', 'ofSandbox']);
  expect(await read('state=suspended')).toEqual(['suspended']);
  expect(await read(`accountId=${other}`)).toEqual([]);
});

it.each([
  'state=late',
  'kind=unit',
  'openedFrom=yesterday',
  'sku=x',
  'cursor=W10',
  'state=open&state=closed',
])('reject %s', async (query) => {
  const answer = await api.call('sales', `/v1/episodes?${query}`);
  expect([answer.status, errorsOf(answer)]).toEqual([422, [expect.any(String)]]);
});

it('take the time of opening within one account, too', async () => {
  const path = `/v1/accounts/${real}/episodes?openedFrom=2026-01-04T00:00:00Z`;
  expect(namesOf(pageOf(await api.call('sales', path)).ids)).toEqual(['open']);
});
