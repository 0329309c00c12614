/** Capabilities, asked of an API without workflows: what is stored and the time decide, whether or not a timer fired. */
import type { Capability } from '../../../src/contracts/capabilities.ts';
import { HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { TermDocument } from '../../../src/persistence/models/entitlement.ts';
import { newId } from '../../../src/platform/ids.ts';
import { creditLot, creditSpentLot, setClock } from '../../support/lots.ts';
import { newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW = '2025-06-01T00:00:00.000Z';
const EXPIRES_AT = '2026-03-08T00:00:00.000Z';

interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

/** A sandbox account with an organization. */
async function customer(): Promise<Customer> {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  return { accountId, organizationId: String(made.body['id']) };
}

const credit = ({ accountId }: Customer, resource: string, units: number, expiresAt: Instant = EXPIRES_AT) =>
  creditLot(api.shop, accountId, { resource, units, purchasedAt: NOW, expiresAt });

const draw = async (who: Customer, quantity: number) =>
  api.call('platform', '/v1/usages', { body: { ...who, resource: 'inspection', quantity } });

async function capabilitiesOf(
  { accountId }: Customer,
  organizationId: string | null = null,
  language = 'en',
): Promise<Capability[]> {
  const query = organizationId === null ? '' : `?organizationId=${organizationId}`;
  const { body } = await api.call('platform', `/v1/accounts/${accountId}/capabilities${query}`, {
    headers: { 'accept-language': language },
  });
  return body['items'] as Capability[];
}

const find = async (who: Customer, capability: string, language?: string) =>
  (await capabilitiesOf(who, null, language)).find((item) => item.capability === capability);

const setHead = ({ accountId }: Customer, fields: object) =>
  api.shop.database.models.ledgers.updateOne({ _id: accountId }, { $set: fields, $inc: { version: 1 } });

test('of an account that bought nothing: uploads would become arrears, reviews are refused, the rest is open', async () => {
  expect(await capabilitiesOf(await customer())).toEqual([
    { capability: 'inspection.upload', allowed: true },
    {
      capability: 'ai.review',
      allowed: false,
      reason: 'insufficient_balance',
      rule: 'AMB-24',
      remedy: 'Buy more Mimi AI Assistant or Glaucoma AI.',
    },
    { capability: 'inspection.view', allowed: true, rule: 'R-INTL-55' },
    { capability: 'order.place', allowed: true, rule: 'AMB-23' },
  ]);
});

test('reviews are open while any of their resources has units, and until the instant at which those expire', async () => {
  const who = await customer();
  await credit(who, 'ai:glaucoma', 10, '2025-09-01T00:00:00.000Z');
  expect(await find(who, 'ai.review')).toEqual({ capability: 'ai.review', allowed: true });
  await setClock(api.shop, who.accountId, '2025-09-01T00:00:00.000Z');
  expect(await find(who, 'ai.review')).toMatchObject({ allowed: false });
  expect((await find(who, 'ai.review', 'zh'))?.remedy).toBe('请购买更多 Mimi AI 助手或青光眼 AI。');
});

test('uploads with arrears are open until their deadline, and at it closed, with what to top up', async () => {
  const who = await customer();
  await credit(who, 'inspection', 50);
  await draw(who, 80);
  const deadline = plusMs(NOW, 24 * HOUR_MS);
  const open = { capability: 'inspection.upload', allowed: true, rule: 'R-INTL-53', until: deadline };
  expect(await find(who, 'inspection.upload')).toEqual(open);
  await setClock(api.shop, who.accountId, plusMs(deadline, -1));
  expect(await find(who, 'inspection.upload')).toEqual(open);
  await setClock(api.shop, who.accountId, deadline);
  expect(await find(who, 'inspection.upload')).toEqual({
    capability: 'inspection.upload',
    allowed: false,
    reason: 'suspended',
    rule: 'R-INTL-53',
    since: deadline,
    remedy:
      'Top up Cloud inspections by at least 31 units: the arrears are paid first, then it opens again by itself.',
  });
  const refused = await draw(who, 1);
  expect(refused.body).toMatchObject({ code: 'suspended', evidence: { topUpUnits: 31 } });
});

test('uploads are refused where arrears have reached their cap, and where an operator has to decide', async () => {
  const who = await customer();
  const layer = { version: 'agreement', values: { overdraftCap: 30 } };
  await setHead(who, { overrides: [{ productLines: ['aimis-intl'], from: NOW, until: null, layer }] });
  await creditSpentLot(api.shop, who.accountId);
  await draw(who, 29);
  expect(await find(who, 'inspection.upload')).toMatchObject({ allowed: true });
  await draw(who, 1);
  expect(await find(who, 'inspection.upload')).toMatchObject({
    allowed: false,
    reason: 'insufficient_balance',
    rule: 'AMB-16',
    remedy: 'Top up Cloud inspections, or ask for less.',
  });
  await setHead(who, { 'pools.0.blockedBy': 'tsk_1' });
  expect(await find(who, 'inspection.upload')).toMatchObject({
    allowed: false,
    reason: 'conflict',
    rule: '§8.8',
  });
});

test('where usage needs basic software an organization without it is refused, and one with it is not', async () => {
  const who = await customer();
  const layer = { version: 'agreement', values: { usageNeedsBasic: true } };
  await setHead(who, { overrides: [{ productLines: ['aimis-intl'], from: NOW, until: null, layer }] });
  const upload = async () =>
    (await capabilitiesOf(who, who.organizationId)).find(
      ({ capability }) => capability === 'inspection.upload',
    );
  expect(await upload()).toMatchObject({ allowed: false, reason: 'basic_inactive', rule: 'AMB-46' });
  // Without an organization there is nobody to lack it.
  expect(await find(who, 'inspection.upload')).toMatchObject({ allowed: true });
  await api.shop.database.models.licences.insertMany([
    {
      _id: newId('lic'),
      accountId: who.accountId,
      sandbox: true,
      orderId: newId('ord'),
      lineId: newId('lin'),
      sku: 'AIMIS-INTL-SW-BASIC',
      scope: 'account',
      organizationId: null,
      consortiumId: null,
      features: [],
      requires: [],
      from: NOW,
      until: null,
      chain: null,
      chainId: 'chain',
      end: null,
      endedAt: null,
    },
  ]);
  expect(await upload()).toMatchObject({ allowed: true });
});

describe('with an organization', () => {
  const END = '2025-07-01T16:00:00.000Z';
  const DEADLINE = plusMs(END, 24 * HOUR_MS);

  async function term({ accountId, organizationId }: Customer, fields: Partial<TermDocument> = {}) {
    const _id = newId('trm');
    const document: TermDocument = {
      _id,
      accountId,
      sandbox: true,
      orderId: newId('ord'),
      lineId: newId('lin'),
      sku: 'IPC-SW-PRECONSULT',
      organizationId,
      sets: 1,
      features: [],
      grants: null,
      closes: 'ipc.patient',
      keeps: 'ipc.history',
      graceHours: 24,
      validitySuspends: 'feature',
      policyVersion: 'ipc',
      from: NOW,
      until: END,
      chain: { startedOn: '2025-06-01', months: 1, movedDays: 0 },
      chainId: _id,
      end: null,
      endedAt: null,
      ...fields,
    };
    await api.shop.database.models.terms.insertMany([document]);
  }

  const ipcOf = async (who: Customer, language?: string) =>
    (await capabilitiesOf(who, who.organizationId, language)).filter(({ capability }) =>
      capability.startsWith('ipc.'),
    );
  const history = { capability: 'ipc.history', allowed: true, rule: 'R-IPC-28' };
  const patient = { capability: 'ipc.patient', sku: 'IPC-SW-PRECONSULT' };

  test('that never bought a feature: history alone', async () => {
    expect(await ipcOf(await customer())).toEqual([history]);
  });

  test.each<[string, Instant, object]>([
    ['a millisecond before cover ends', plusMs(END, -1), { allowed: true, until: END }],
    ['at the end of cover', END, { allowed: true, until: DEADLINE }],
    ['a millisecond before the grace ends', plusMs(DEADLINE, -1), { allowed: true, until: DEADLINE }],
    [
      'at the end of the grace',
      DEADLINE,
      {
        allowed: false,
        reason: 'suspended',
        rule: 'R-IPC-28',
        since: DEADLINE,
        remedy: 'Renew Pre-consultation assistant: it opens again by itself.',
      },
    ],
  ])('%s the patient end says so though nothing was booked', async (_when, now, says) => {
    const who = await customer();
    await term(who);
    await setClock(api.shop, who.accountId, now);
    expect(await ipcOf(who)).toEqual([history, { ...patient, ...says }]);
    expect(await api.shop.database.models.episodes.countDocuments({ accountId: who.accountId })).toBe(0);
  });

  test('names come from what was sold: a capability of another name closes as well', async () => {
    const who = await customer();
    await term(who, { sku: 'LATER-SKU', closes: 'later.entry', keeps: 'later.archive' });
    await setClock(api.shop, who.accountId, DEADLINE);
    expect(await capabilitiesOf(who, who.organizationId)).toEqual(
      expect.arrayContaining([
        { capability: 'later.archive', allowed: true, rule: '§8.12' },
        expect.objectContaining({ capability: 'later.entry', sku: 'LATER-SKU', allowed: false }),
      ]),
    );
    expect(await ipcOf(who)).toEqual([history]);
  });

  test('in Chinese it says what to do as well', async () => {
    const who = await customer();
    await term(who);
    await setClock(api.shop, who.accountId, DEADLINE);
    expect((await ipcOf(who, 'zh'))[1]?.remedy).toBe('请续费 预问诊助手，随后自动恢复。');
  });

  test('of somebody else: 404', async () => {
    const [mine, other] = [await customer(), await customer()];
    const path = `/v1/accounts/${mine.accountId}/capabilities?organizationId=${other.organizationId}`;
    expect((await api.call('platform', path)).status).toBe(404);
  });
});
