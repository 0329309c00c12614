/** Lots, licences and terms of all accounts: what ends soon (api.md §6). */
import type { Instant } from '../../../src/domain/instant.ts';
import type { LicenceDocument } from '../../../src/storage/collections/licences.ts';
import type { TermDocument } from '../../../src/storage/collections/terms.ts';
import { newId } from '../../../src/infra/ids.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

/** Years in which real accounts live, and a sandbox whose clock stands before them. */
const SANDBOX_NOW: Instant = '2025-06-01T00:00:00.000Z';
const PAST = { from: '2020-01-01T00:00:00.000Z', until: '2021-01-01T00:00:00.000Z' } as const;
const SOON = { from: '2025-01-01T00:00:00.000Z', until: '2900-01-01T00:00:00.000Z' } as const;
const LATE = { from: '2025-02-01T00:00:00.000Z', until: '2950-01-01T00:00:00.000Z' } as const;

let api: Api;
let real: string;
let other: string;
let sandbox: string;
/** An organization of `real`, and one of `other`. */
let member: string;
let stranger: string;
let consortium: string;
beforeAll(async () => {
  api = await startApi();
  real = await newAccount(api);
  other = await newAccount(api);
  sandbox = await newAccount(api, { sandboxNow: SANDBOX_NOW });
  const made = async (accountId: string, what: string, body: object) =>
    String((await api.call('sales', `/v1/accounts/${accountId}/${what}`, { body })).body['id']);
  consortium = await made(real, 'consortia', { name: 'North Alliance' });
  member = await made(real, 'organizations', { name: 'Radiology', consortiumId: consortium });
  stranger = await made(other, 'organizations', { name: 'Eye Clinic' });
});
afterAll(() => api.close());

const names = new Map<string, string>();

/** Names of the listed records, in order. */
async function list(path: string, query: string, key?: string): Promise<(string | undefined)[]> {
  const answer = await (key === undefined
    ? api.call('sales', `${path}?${query}`)
    : call(api.server, `${path}?${query}`, { key }));
  expect(answer.status).toBe(200);
  return pageOf(answer).ids.map((id) => names.get(id));
}

async function inPages(path: string, query = ''): Promise<(string | undefined)[]> {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = pageOf(await api.call('sales', `${path}?limit=2&${query}${after}`));
    seen.push(...page.ids);
    cursor = page.nextCursor;
  }
  return seen.map((id) => names.get(id));
}

describe('lots', () => {
  const PATH = '/v1/lots';
  beforeAll(async () => {
    await api.fixture.database.models.lots.deleteMany({});
    const lot = async (name: string, accountId: string, expiresAt: Instant, resource = 'inspection') => {
      const purchasedAt = SANDBOX_NOW;
      const units = 100;
      names.set(await creditLot(api.fixture, accountId, { resource, units, purchasedAt, expiresAt }), name);
    };
    await lot('soon', real, SOON.until);
    await lot('late', other, LATE.until);
    await lot('mimi', other, SOON.until, 'ai-mimi');
    await lot('over', real, '2025-09-01T00:00:00.000Z');
    await lot('ofSandbox', sandbox, '2025-07-01T00:00:00.000Z');
  });

  it('are listed with their accounts and figures, page by page', async () => {
    expect((await inPages(PATH)).sort()).toEqual(['late', 'mimi', 'over', 'soon']);
    const { items } = pageOf(await api.call('sales', `${PATH}?accountId=${other}&resource=ai-mimi`));
    expect(items).toMatchObject([
      { accountId: other, accountName: 'General Hospital', credited: 100, remaining: 100, state: 'live' },
    ]);
  });

  it('are found by resource, state, end and account; an end that is due counts, booked or not', async () => {
    expect((await list(PATH, 'state=live')).sort()).toEqual(['late', 'mimi', 'soon']);
    expect(await list(PATH, 'state=expired')).toEqual(['over']);
    expect(await list(PATH, 'resource=ai-mimi')).toEqual(['mimi']);
    expect((await list(PATH, `accountId=${real}`)).sort()).toEqual(['over', 'soon']);
    expect(await list(PATH, `accountId=${real}&state=live`)).toEqual(['soon']);
    expect((await list(PATH, 'expiresBefore=2920-01-01T00:00:00Z')).sort()).toEqual(['mimi', 'soon']);
    expect(await list(PATH, `expiresBefore=${SOON.until}`)).toEqual([]);
    expect(await list(PATH, 'expiresBefore=2920-01-01T00:00:00Z&resource=inspection')).toEqual(['soon']);
    expect(await list(PATH, 'expiresBefore=2920-01-01T00:00:00Z&state=expired')).toEqual(['over']);
    expect(await list(`/v1/accounts/${real}/lots`, 'expiresBefore=2920-01-01T00:00:00Z')).toEqual(['soon']);
  });

  it('of sandboxes are judged by their own clock, and listed only if requested', async () => {
    expect(await list(PATH, 'sandbox=only&state=live')).toEqual(['ofSandbox']);
    expect(await list(PATH, 'sandbox=only&expiresBefore=2025-07-02T00:00:00Z')).toEqual(['ofSandbox']);
    await setClock(api.fixture, sandbox, '2025-07-01T00:00:00.000Z');
    expect(await list(PATH, `accountId=${sandbox}&state=live`)).toEqual([]);
    expect(await list(PATH, `accountId=${sandbox}&state=expired`)).toEqual(['ofSandbox']);
    expect(await list(PATH, 'sandbox=only&state=live')).toEqual([]);
  });

  it('of other accounts are hidden from a customer', async () => {
    const key = await customerKey(api, other, sandbox);
    expect((await list(PATH, '', key)).sort()).toEqual(['late', 'mimi', 'ofSandbox']);
    expect(await list(PATH, `accountId=${real}`, key)).toEqual([]);
  });
});

describe('licences', () => {
  const PATH = '/v1/licences';
  const license = async (name: string, accountId: string, fields: Partial<LicenceDocument>) => {
    const _id = newId('lic');
    const document: LicenceDocument = {
      _id,
      accountId,
      sandbox: accountId === sandbox,
      orderId: newId('ord'),
      lineId: newId('lin'),
      sku: 'AIMIS-INTL-SW-BASIC',
      scope: 'account',
      organizationId: null,
      consortiumId: null,
      features: ['viewer'],
      requires: [],
      from: PAST.from,
      until: null,
      chain: null,
      chainId: _id,
      end: null,
      endedAt: null,
      ...fields,
    };
    await api.fixture.database.models.licences.insertMany([document]);
    names.set(_id, name);
  };
  beforeAll(async () => {
    await license('late', other, LATE);
    await license('soon', real, { ...SOON, scope: 'organization', organizationId: member });
    await license('alliance', real, {
      from: '2024-01-01T00:00:00.000Z',
      scope: 'consortium',
      consortiumId: consortium,
    });
    await license('stats', real, { from: '2023-01-01T00:00:00.000Z', sku: 'AIMIS-INTL-SW-STATS' });
    await license('over', other, PAST);
    await license('refunded', other, { ...SOON, from: '2019-01-01T00:00:00.000Z', end: 'refunded' });
    await license('ofSandbox', sandbox, { from: PAST.from, until: '2025-08-01T00:00:00.000Z' });
  });

  it('are listed latest first with their accounts, page by page', async () => {
    expect(await inPages(PATH)).toEqual(['late', 'soon', 'alliance', 'stats', 'over', 'refunded']);
    const { items } = pageOf(await api.call('sales', `${PATH}?accountId=${other}`));
    expect(items).toMatchObject([
      { accountId: other, state: 'active' },
      { accountId: other, state: 'ended' },
      { accountId: other, state: 'refunded' },
    ]);
  });

  it('are found by SKU, end, account and organization', async () => {
    expect(await list(PATH, 'sku=AIMIS-INTL-SW-STATS')).toEqual(['stats']);
    expect(await list(PATH, 'endsBefore=2999-01-01T00:00:00Z')).toEqual(['late', 'soon']);
    expect(await list(PATH, `endsBefore=${LATE.until}`)).toEqual(['soon']);
    expect(await list(PATH, `endsBefore=${SOON.until}`)).toEqual([]);
    expect(await list(PATH, `accountId=${other}&endsBefore=2999-01-01T00:00:00Z`)).toEqual(['late']);
    expect(await list(PATH, `organizationId=${member}`)).toEqual(['soon', 'alliance', 'stats']);
    expect(await list(PATH, `organizationId=${stranger}`)).toEqual(['late', 'over', 'refunded']);
    expect(await list(PATH, `organizationId=${stranger}&accountId=${real}`)).toEqual([]);
    expect(await list(PATH, 'organizationId=org_none')).toEqual([]);
  });

  it('of sandboxes are listed only if requested, and those of other accounts hidden from a customer', async () => {
    expect(await list(PATH, 'sandbox=only&endsBefore=2025-08-02T00:00:00Z')).toEqual(['ofSandbox']);
    const key = await customerKey(api, real, sandbox);
    expect(await list(PATH, '', key)).toEqual(['soon', 'alliance', 'stats', 'ofSandbox']);
    expect(await list(PATH, `organizationId=${stranger}`, key)).toEqual([]);
  });
});

describe('terms', () => {
  const PATH = '/v1/terms';
  const term = async (name: string, accountId: string, fields: Partial<TermDocument>) => {
    const _id = newId('trm');
    const document: TermDocument = {
      _id,
      accountId,
      sandbox: accountId === sandbox,
      orderId: newId('ord'),
      lineId: newId('lin'),
      sku: 'IPC-SW-PRECONSULT',
      organizationId: null,
      sets: 1,
      features: [],
      grants: null,
      closes: null,
      keeps: null,
      graceHours: 24,
      validitySuspends: 'feature',
      policyVersion: 'v1',
      ...PAST,
      chain: { startedOn: '2020-01-01', months: 12, movedDays: 0 },
      chainId: _id,
      end: null,
      endedAt: null,
      ...fields,
    };
    await api.fixture.database.models.terms.insertMany([document]);
    names.set(_id, name);
    return _id;
  };
  beforeAll(async () => {
    const chainId = await term('soon', real, { ...SOON, organizationId: member });
    await term('queued', real, { from: SOON.until, until: LATE.until, organizationId: member, chainId });
    await term('late', other, { ...LATE, sku: 'IPC-RP-KNOWLEDGE' });
    await term('over', other, { organizationId: stranger });
    await term('booked', real, { end: 'ended', endedAt: PAST.until, from: '2019-01-01T00:00:00.000Z' });
    await term('ofSandbox', sandbox, { until: '2025-08-01T00:00:00.000Z' });
  });

  it('are listed latest first with accounts and renewals, page by page', async () => {
    expect(await inPages(PATH)).toEqual(['queued', 'late', 'soon', 'over', 'booked']);
    const { items } = pageOf(await api.call('sales', `${PATH}?organizationId=${member}`));
    expect(items).toMatchObject([
      { accountId: real, state: 'queued', renewals: [] },
      { accountId: real, state: 'running', renewals: [{ until: LATE.until }] },
    ]);
  });

  it('are found by SKU, end, account and organization', async () => {
    expect(await list(PATH, 'sku=IPC-RP-KNOWLEDGE')).toEqual(['late']);
    expect(await list(PATH, 'endsBefore=2999-01-01T00:00:00Z')).toEqual(['queued', 'late', 'soon']);
    expect(await list(PATH, `endsBefore=${LATE.until}`)).toEqual(['soon']);
    expect(await list(PATH, `accountId=${other}&endsBefore=2999-01-01T00:00:00Z`)).toEqual(['late']);
    expect(await list(PATH, `organizationId=${stranger}`)).toEqual(['over']);
    expect(await list(`/v1/accounts/${real}/terms`, `endsBefore=${LATE.until}`)).toEqual(['soon']);
  });

  it('of sandboxes are judged by their own clock', async () => {
    expect(await list(PATH, 'sandbox=only')).toEqual(['ofSandbox']);
    const [found] = pageOf(await api.call('sales', `${PATH}?sandbox=only`)).items;
    expect(found).toMatchObject({ state: 'running' });
  });

  it('of other accounts are hidden from a customer', async () => {
    const key = await customerKey(api, other, sandbox);
    expect(await list(PATH, '', key)).toEqual(['late', 'ofSandbox', 'over']);
    expect(await list(PATH, `organizationId=${member}`, key)).toEqual([]);
  });
});

describe.each(['/v1/lots', '/v1/licences', '/v1/terms'])('%s', (path) => {
  it.each(['endsAfter=x', 'limit=0', 'cursor=W10', 'sandbox=yes', 'accountId=a&accountId=b'])(
    'rejects %s',
    async (query) => {
      const answer = await api.call('sales', `${path}?${query}`);
      expect([answer.status, errorsOf(answer)]).toEqual([422, [expect.any(String)]]);
    },
  );
});
