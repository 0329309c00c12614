/** Capabilities, read from an API without workflows: stored data and the time decide, whether or not a timer fired. */
import type { Capability } from '../../../src/contracts/capabilities.ts';
import { HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { TermDocument } from '../../../src/storage/collections/terms.ts';
import { storeLicence, storeTerm } from '../../support/entitlements.ts';
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
  creditLot(api.fixture, accountId, { resource, units, purchasedAt: NOW, expiresAt });

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

const find = async (who: Customer, capability: string, resource?: string, language?: string) =>
  (await capabilitiesOf(who, null, language)).find(
    (item) => item.capability === capability && (resource === undefined || item.resource === resource),
  );

/** A licence without an end, for the whole account. */
const perpetual = async ({ accountId }: Customer, sku: string): Promise<string> =>
  (await storeLicence(api.fixture, { accountId, sku, from: NOW }))._id;

const setHead = ({ accountId }: Customer, fields: object) =>
  api.fixture.database.models.ledgers.updateOne({ _id: accountId }, { $set: fields, $inc: { version: 1 } });

const UPLOAD = { capability: 'inspection.upload', resource: 'inspection' };
const refusedReview = (resource: string) => ({
  capability: 'ai.review',
  resource,
  allowed: false,
  reason: 'insufficient_balance',
  rule: 'AMB-24',
  remedy: 'Top up 1,000 cases.',
});

test('GV-43: an account without purchases may not upload or review; everything else is allowed', async () => {
  expect(await capabilitiesOf(await customer())).toEqual([
    {
      ...UPLOAD,
      allowed: false,
      reason: 'insufficient_balance',
      rule: 'AMB-16',
      remedy: 'Buy 1,000 inspections first.',
    },
    refusedReview('ai:mimi'),
    refusedReview('ai:glaucoma'),
    { capability: 'inspection.view', allowed: true, rule: 'R-INTL-55' },
    { capability: 'order.place', allowed: true, rule: 'AMB-23' },
  ]);
});

test('AMB-56: an account of the Chinese edition sees its own resources, packages and rules only', async () => {
  const who = await customer();
  const agreements = [{ productLines: ['aimis-cn'], from: NOW, until: null }];
  await setHead(who, { agreements });
  await creditSpentLot(api.fixture, who.accountId);
  await draw(who, 30);
  await setClock(api.fixture, who.accountId, plusMs(NOW, 24 * HOUR_MS));
  expect(await capabilitiesOf(who)).toEqual([
    {
      ...UPLOAD,
      allowed: false,
      reason: 'suspended',
      rule: 'R-CN-49',
      since: plusMs(NOW, 24 * HOUR_MS),
      remedy: 'Top up 10,000 inspections. Arrears are paid first, and the service then resumes by itself.',
    },
    refusedReview('ai:glaucoma'),
    { capability: 'inspection.view', allowed: true, rule: 'R-CN-49' },
    { capability: 'order.place', allowed: true, rule: 'AMB-23' },
  ]);
});

test('A-041, B-039: one-time AI allows reviews without units while its licence is active', async () => {
  const who = await customer();
  const licence = await perpetual(who, 'AIMIS-CN-AI-ONETIME-GLAUCOMA');
  await perpetual(who, 'AIMIS-CN-AI-ONETIME-PNEUMONIA');
  const reviews = async () =>
    (await capabilitiesOf(who)).filter(({ capability }) => capability === 'ai.review');
  const open = { capability: 'ai.review', allowed: true, rule: 'R-CN-25' };
  expect(await reviews()).toEqual([
    refusedReview('ai:mimi'),
    { ...open, resource: 'ai:glaucoma' },
    { ...open, sku: 'AIMIS-CN-AI-ONETIME-PNEUMONIA' },
  ]);
  await api.fixture.database.models.licences.updateOne({ _id: licence }, { $set: { end: 'refunded' } });
  expect((await reviews())[1]).toEqual(refusedReview('ai:glaucoma'));
});

test('reviews are allowed until the instant at which the last units expire', async () => {
  const who = await customer();
  await credit(who, 'ai:glaucoma', 10, '2025-09-01T00:00:00.000Z');
  const review = { capability: 'ai.review', resource: 'ai:glaucoma' };
  expect(await find(who, 'ai.review', 'ai:glaucoma')).toEqual({ ...review, allowed: true });
  await setClock(api.fixture, who.accountId, '2025-09-01T00:00:00.000Z');
  expect(await find(who, 'ai.review', 'ai:glaucoma')).toMatchObject({ allowed: false });
  expect((await find(who, 'ai.review', 'ai:glaucoma', 'zh'))?.remedy).toBe('请续费 1,000 例。');
});

test('uploads in arrears are allowed until the deadline, then denied with the required top-up', async () => {
  const who = await customer();
  await credit(who, 'inspection', 50);
  await draw(who, 80);
  const deadline = plusMs(NOW, 24 * HOUR_MS);
  const open = { ...UPLOAD, allowed: true, rule: 'R-INTL-53', until: deadline };
  expect(await find(who, 'inspection.upload')).toEqual(open);
  await setClock(api.fixture, who.accountId, plusMs(deadline, -1));
  expect(await find(who, 'inspection.upload')).toEqual(open);
  await setClock(api.fixture, who.accountId, deadline);
  expect(await find(who, 'inspection.upload')).toEqual({
    ...UPLOAD,
    allowed: false,
    reason: 'suspended',
    rule: 'R-INTL-53',
    since: deadline,
    remedy: 'Top up 1,000 inspections. Arrears are paid first, and the service then resumes by itself.',
  });
  const refused = await draw(who, 1);
  expect(refused.body).toMatchObject({
    code: 'suspended',
    detail: expect.stringMatching(
      /^Cloud inspections have been suspended since 2 June 2025, .* 30 inspections\. /,
    ) as unknown,
    evidence: {
      since: deadline,
      topUpUnits: 31,
      buy: { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 },
    },
  });
  const batch = await api.call('platform', '/v1/usages/batch', {
    body: { usages: [{ ...who, resource: 'inspection', quantity: 1, key: 'suspended' }] },
    headers: { 'accept-language': 'zh' },
  });
  const [result] = batch.body['results'] as { status: number; problem: { detail: string } }[];
  expect(result?.status).toBe(402);
  expect(result?.problem.detail).toContain('云检查已于 2025年6月2日 08:00 停服');
});

test('uploads are denied if arrears have reached the cap or an operator must decide', async () => {
  const who = await customer();
  const layer = { version: 'agreement', values: { overdraftCap: 30 } };
  await setHead(who, { overrides: [{ productLines: ['aimis-intl'], from: NOW, until: null, layer }] });
  await creditSpentLot(api.fixture, who.accountId);
  await draw(who, 29);
  expect(await find(who, 'inspection.upload')).toMatchObject({ allowed: true });
  await draw(who, 1);
  expect(await find(who, 'inspection.upload')).toMatchObject({
    allowed: false,
    reason: 'insufficient_balance',
    rule: 'AMB-16',
    remedy: 'Top up 1,000 inspections.',
  });
  await setHead(who, { 'pools.0.blockedBy': 'tsk_1' });
  expect(await find(who, 'inspection.upload')).toMatchObject({
    allowed: false,
    reason: 'conflict',
    rule: '§8.8',
  });
});

test('if usage needs basic software, only organizations that have it may upload', async () => {
  const who = await customer();
  await credit(who, 'inspection', 1);
  const layer = { version: 'agreement', values: { usageNeedsBasic: true } };
  await setHead(who, { overrides: [{ productLines: ['aimis-intl'], from: NOW, until: null, layer }] });
  const upload = async () =>
    (await capabilitiesOf(who, who.organizationId)).find(
      ({ capability }) => capability === 'inspection.upload',
    );
  expect(await upload()).toMatchObject({ allowed: false, reason: 'basic_inactive', rule: 'AMB-46' });
  // Without an organization the requirement does not apply.
  expect(await find(who, 'inspection.upload')).toMatchObject({ allowed: true });
  await perpetual(who, 'AIMIS-INTL-SW-BASIC');
  expect(await upload()).toMatchObject({ allowed: true });
});

describe('with an organization', () => {
  const END = '2025-07-01T16:00:00.000Z';
  const DEADLINE = plusMs(END, 24 * HOUR_MS);

  const term = ({ accountId, organizationId }: Customer, fields: Partial<TermDocument> = {}) =>
    storeTerm(api.fixture, {
      accountId,
      organizationId,
      from: NOW,
      until: END,
      chain: { startedOn: '2025-06-01', months: 1, movedDays: 0 },
      ...fields,
    });

  const ipcOf = async (who: Customer, language?: string) =>
    (await capabilitiesOf(who, who.organizationId, language)).filter(({ capability }) =>
      capability.startsWith('ipc.'),
    );
  const history = { capability: 'ipc.history', allowed: true, rule: 'R-IPC-28' };
  const patient = { capability: 'ipc.patient', sku: 'IPC-SW-PRECONSULT' };

  test('that never bought a feature: only the history', async () => {
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
        remedy: 'Renew Pre-consultation assistant. The service then resumes by itself.',
      },
    ],
  ])('%s the patient end has the right state although nothing was booked', async (_when, now, says) => {
    const who = await customer();
    await term(who);
    await setClock(api.fixture, who.accountId, now);
    expect(await ipcOf(who)).toEqual([history, { ...patient, ...says }]);
    expect(await api.fixture.database.models.episodes.countDocuments({ accountId: who.accountId })).toBe(0);
  });

  test('names come from the purchased features: a capability with another name is denied as well', async () => {
    const who = await customer();
    await term(who, { sku: 'LATER-SKU', closes: 'later.entry', keeps: 'later.archive' });
    await setClock(api.fixture, who.accountId, DEADLINE);
    expect(await capabilitiesOf(who, who.organizationId)).toEqual(
      expect.arrayContaining([
        { capability: 'later.archive', allowed: true, rule: '§8.12' },
        expect.objectContaining({ capability: 'later.entry', sku: 'LATER-SKU', allowed: false }),
      ]),
    );
    expect(await ipcOf(who)).toEqual([history]);
  });

  test('the remedy is available in Chinese', async () => {
    const who = await customer();
    await term(who);
    await setClock(api.fixture, who.accountId, DEADLINE);
    expect((await ipcOf(who, 'zh'))[1]?.remedy).toBe('请续费预问诊助手，随后自动恢复。');
  });

  test('of another account: 404', async () => {
    const [mine, other] = [await customer(), await customer()];
    const path = `/v1/accounts/${mine.accountId}/capabilities?organizationId=${other.organizationId}`;
    expect((await api.call('platform', path)).status).toBe(404);
  });
});
