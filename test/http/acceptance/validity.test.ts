/**
 * The cover of a feature ends: an episode opens, the patient end closes 24 hours later, a renewal opens it again, and what
 * was recorded stays readable throughout (rules §8.12, AMB-27, GV-31): by HTTP on real servers, a sandbox's time between.
 */
import { z } from 'zod';
import { accountTimelineEntry } from '../../../src/contracts/timeline.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { CoverClient, IPC } from '../../support/cover-client.ts';
import { ProductClient, read, domainErrorIn } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const FEATURE = 'IPC-SW-PRECONSULT';
const OTHER = 'IPC-SW-SUMMARY';
const PACK = 'IPC-RP-KNOWLEDGE';
/** Of one month bought where sandboxes begin. */
const END: Instant = '2025-04-07T16:00:00.000Z';
const DEADLINE = plusMs(END, 24 * HOUR_MS);
/** Of a month bought an hour after the deadline, before anything is given back. */
const END_OF_LATE_MONTH: Instant = '2025-05-09T16:00:00.000Z';

let product: Product;
let client: ProductClient;
let covers: CoverClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  covers = new CoverClient(client);
});
afterAll(() => product.close());

type Subscriber = Awaited<ReturnType<CoverClient['subscriber']>>;

const at = (who: Subscriber, to: Instant) => client.advance(who.id, { to });

/** A customer whose cover of one feature, bought for a month, ends at `END`. */
async function covered(...more: Parameters<Subscriber['line']>[]): Promise<Subscriber> {
  const who = await covers.subscriber();
  await who.buy(who.line(FEATURE, 1, 1), ...more.map((wish) => who.line(...wish)));
  return who;
}

async function patientEnd({ id, organizationId }: Subscriber, sku = FEATURE) {
  const items = await client.capabilities(id, organizationId);
  expect(items).toContainEqual(expect.objectContaining({ capability: 'ipc.history', allowed: true }));
  return items.find((item) => item.capability === 'ipc.patient' && item.sku === sku)!;
}

/** Kinds of the notices about cover and arrears, oldest first, each sent to both platforms. */
async function noticesOf({ id }: Subscriber): Promise<string[]> {
  const notices = (await client.notices(id)).filter(
    ({ kind }) => kind !== 'order.paid' && kind !== 'term.activated',
  );
  for (const { deliveries } of notices) {
    expect(deliveries.map(({ platform }) => platform).sort()).toEqual(['business', 'management']);
  }
  return notices.sort((a, b) => order(a.at, b.at) || order(a.kind, b.kind)).map(({ kind }) => kind);
}
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Of a month: 30 days before its end lie in its first half. */
const REMINDED = ['term.expiring', 'term.expiring'];

/** In one go over everything, or stopping at each instant on the way. */
const WAYS: readonly [string, (who: Subscriber, to: Instant) => Promise<unknown>][] = [
  ['in one go', at],
  [
    'step by step',
    async (who, to) => {
      const stops = [plusMs(END, -7 * DAY_MS), plusMs(END, -1), END, plusMs(DEADLINE, -1), DEADLINE];
      for (const stop of stops.filter((instant) => instant < to)) await at(who, stop);
      await at(who, to);
    },
  ],
];

describe.each(WAYS)('GV-31, time moved %s', (_way, move) => {
  test('an episode opens at the end of cover and the patient end closes 24 hours later; history stays readable', async () => {
    const who = await covered();
    const { id, organizationId } = who;
    expect(await patientEnd(who)).toEqual({
      capability: 'ipc.patient',
      sku: FEATURE,
      allowed: true,
      until: END,
    });
    await move(who, plusMs(DEADLINE, HOUR_MS));

    const [episode, ...others] = await client.episodes(id);
    expect(others).toEqual([]);
    expect(episode).toMatchObject({
      kind: 'validity',
      organizationId,
      sku: FEATURE,
      capability: 'ipc.patient',
      state: 'suspended',
      openedAt: END,
      suspendsAt: DEADLINE,
      suspendedAt: DEADLINE,
      arrears: 24,
      peakArrears: 24,
      policyVersion: 'ipc-2026-03-24',
      offsets: [],
    });
    expect(episode!.notices.map(({ kind, platform }) => `${kind} ${platform}`).sort()).toEqual([
      'arrears.opened business',
      'arrears.opened management',
      'service.suspended business',
      'service.suspended management',
    ]);
    const refused = await patientEnd(who);
    expect(refused).toMatchObject({
      allowed: false,
      reason: 'suspended',
      rule: 'R-IPC-28',
      since: DEADLINE,
    });
    expect(refused.remedy).toContain('Pre-consultation assistant');
    expect(await noticesOf(who)).toEqual([...REMINDED, 'arrears.opened', 'term.ended', 'service.suspended']);

    const stored = await product.fixture.database.models.episodes.findById(episode!.id).orFail().lean();
    expect(stored).toMatchObject({ state: 'suspended', suspendedAt: DEADLINE });
    expect(stored.workflowRunId).toBe(episode!.workflow?.runId);
    expect(stored.workflowRunId).not.toBeNull();
    expect(await client.deadlines(id)).toEqual([]);
    const path = `/v1/accounts/${id}/timeline`;
    const page = z.strictObject({ items: z.array(accountTimelineEntry), nextCursor: z.null() });
    const { items } = read(page, await client.call('sales', path));
    const events = items.filter(({ type }) => /^(episode|term)\./.test(type));
    expect(events.map(({ type, at: takesEffect, actor }) => [type, takesEffect, actor])).toEqual([
      ['term.reminded', '2025-03-31T16:00:00.000Z', 'system'],
      ['term.reminded', '2025-04-06T16:00:00.000Z', 'system'],
      ['episode.opened', END, 'system'],
      ['term.ended', END, 'system'],
      ['episode.suspended', DEADLINE, 'system'],
    ]);
  });
});

describe('a renewal', () => {
  test.each([
    ['an hour before the end of cover', -HOUR_MS],
    ['at the end of cover', 0],
    ['a millisecond before the deadline', 24 * HOUR_MS - 1],
  ])('%s begins at the old end, and nothing is suspended', async (_when, afterMs) => {
    const who = await covered();
    await at(who, plusMs(END, afterMs));
    const grace = await patientEnd(who);
    expect(grace).toMatchObject({ allowed: true, until: afterMs < 0 ? END : DEADLINE });
    const renewal = await who.buy(who.line(FEATURE, 1, 1));
    expect(await covers.termOf(renewal)).toMatchObject({ from: END, until: '2025-05-07T16:00:00.000Z' });
    expect(await patientEnd(who)).toMatchObject({ allowed: true, until: '2025-05-07T16:00:00.000Z' });
    await at(who, plusMs(DEADLINE, DAY_MS));
    const episodes = await client.episodes(who.id);
    if (afterMs < 0) expect(episodes).toEqual([]);
    else {
      expect(episodes).toMatchObject([
        {
          state: 'closed',
          outcome: 'paid',
          closedAt: plusMs(END, afterMs),
          arrears: 0,
          peakArrears: Math.floor(afterMs / HOUR_MS),
        },
      ]);
      expect(episodes[0]).not.toHaveProperty('suspendedAt');
      expect(episodes[0]).not.toHaveProperty('resumedAt');
    }
    const kinds = await noticesOf(who);
    expect(kinds).not.toContain('service.suspended');
    expect(kinds).not.toContain('service.resumed');
    expect(kinds.filter((kind) => kind === 'arrears.cleared')).toHaveLength(afterMs < 0 ? 0 : 1);
    expect((await client.deadlines(who.id)).map(({ kind }) => kind)).not.toContain('episode.suspends');
  });

  test.each([
    ['at the deadline', 0, END_OF_LATE_MONTH],
    ['an hour after it', HOUR_MS, END_OF_LATE_MONTH],
  ])(
    '%s begins at its capture, gives 24 hours back, and opens the patient end by itself',
    async (_when, afterMs, whole) => {
      const who = await covered();
      const now = await at(who, plusMs(DEADLINE, afterMs));
      expect(await patientEnd(who)).toMatchObject({ allowed: false, since: DEADLINE });
      const renewal = await who.buy(who.line(FEATURE, 1, 1));
      const until = plusMs(whole, -DAY_MS);
      const term = await covers.termOf(renewal);
      expect(term).toMatchObject({ from: now, until });
      expect(await patientEnd(who)).toMatchObject({ allowed: true, until });
      const [episode] = await client.episodes(who.id);
      expect(episode).toMatchObject({
        state: 'closed',
        outcome: 'paid',
        suspendedAt: DEADLINE,
        closedAt: now,
        resumedAt: now,
        arrears: 0,
        peakArrears: 24,
      });
      expect(await noticesOf(who)).toEqual([
        ...REMINDED,
        'arrears.opened',
        'term.ended',
        ...(afterMs === 0
          ? ['arrears.cleared', 'service.resumed', 'service.suspended']
          : ['service.suspended', 'arrears.cleared', 'service.resumed']),
      ]);
      const [cleared] = await client.notices(who.id, 'arrears.cleared');
      expect(cleared!.payload).toMatchObject({
        episodeId: episode!.id,
        termId: term.id,
        hours: 24,
        arrears: 0,
      });
    },
  );

  test('of the order itself closes the episode like a new order', async () => {
    const who = await covers.subscriber();
    const first = await who.buy(who.line(FEATURE, 2, 1));
    await at(who, plusMs(END, HOUR_MS));
    const renewal = await covers.renewed(first.id, IPC);
    expect(await covers.termOf(renewal)).toMatchObject({ from: END, sets: 2 });
    expect(await client.episodes(who.id)).toMatchObject([{ state: 'closed', outcome: 'paid' }]);
  });

  test('that ends opens its own episode', async () => {
    const who = await covered();
    await at(who, plusMs(END, HOUR_MS));
    await who.buy(who.line(FEATURE, 1, 1));
    await at(who, plusMs('2025-05-07T16:00:00.000Z', HOUR_MS));
    expect(await client.episodes(who.id)).toMatchObject([
      { state: 'open', openedAt: '2025-05-07T16:00:00.000Z', arrears: 1 },
      { state: 'closed', openedAt: END },
    ]);
  });
});

test('two features end, are suspended and resume independently', async () => {
  const who = await covered([OTHER, 1, 2]);
  await at(who, DEADLINE);
  expect(await patientEnd(who)).toMatchObject({ allowed: false });
  expect(await patientEnd(who, OTHER)).toMatchObject({ allowed: true, until: '2025-05-07T16:00:00.000Z' });
  await at(who, plusMs('2025-05-07T16:00:00.000Z', 25 * HOUR_MS));
  expect(await patientEnd(who, OTHER)).toMatchObject({ allowed: false });
  await who.buy(who.line(OTHER, 1, 1));
  expect(await patientEnd(who)).toMatchObject({ allowed: false, since: DEADLINE });
  expect(await patientEnd(who, OTHER)).toMatchObject({ allowed: true });
  expect(await client.episodes(who.id)).toMatchObject([
    { sku: OTHER, state: 'closed' },
    { sku: FEATURE, state: 'suspended' },
  ]);
});

test('another organization is not affected, and has no patient end for a feature it never had', async () => {
  const who = await covered();
  const { organizationId } = await client.consortium(who.id);
  await at(who, DEADLINE);
  const items = await client.capabilities(who.id, organizationId);
  // All purchases are of one product line, and so are the notices (D-10).
  expect(items.map(({ capability }) => capability)).toEqual(['order.place', 'ipc.history']);
});

test('validitySuspends: organization closes the patient end of all features once one is past its grace', async () => {
  const who = await covers.subscriber();
  const { id: agreementId } = await client.sign(who.id, {
    productLines: ['ipc'],
    overrides: { validitySuspends: 'organization' },
  });
  await who.buy(who.line(FEATURE, 1, 1), who.line(OTHER, 1, 3));
  const threatened = async () => (await patientEnd(who, OTHER)).until;
  expect(await threatened()).toBe('2025-06-07T16:00:00.000Z');
  await at(who, END);
  expect(await threatened()).toBe(DEADLINE);
  await at(who, DEADLINE);
  const refused = await patientEnd(who, OTHER);
  expect(refused).toMatchObject({ allowed: false, reason: 'suspended', since: DEADLINE, rule: 'R-IPC-28' });
  expect(refused.remedy).toContain('Pre-consultation assistant');
  expect(await patientEnd(who)).toMatchObject({ allowed: false, since: DEADLINE });
  const [episode] = await client.episodes(who.id);
  expect(episode!.policyVersion).toContain(agreementId);
  await who.buy(who.line(FEATURE, 1, 1));
  expect(await patientEnd(who, OTHER)).toMatchObject({ allowed: true, until: '2025-06-07T16:00:00.000Z' });
});

test('graceHours of an agreement hold for the episodes of what was bought under it', async () => {
  const who = await covers.subscriber();
  await client.sign(who.id, { productLines: ['ipc'], overrides: { graceHours: 48 } });
  await who.buy(who.line(FEATURE, 1, 1));
  await at(who, plusMs(END, 47 * HOUR_MS));
  expect(await patientEnd(who)).toMatchObject({ allowed: true, until: plusMs(END, 48 * HOUR_MS) });
  const renewal = await who.buy(who.line(FEATURE, 1, 1));
  expect(await covers.termOf(renewal)).toMatchObject({ from: END });
});

test('after a longer grace, the term that ended says how many days a late renewal ends earlier', async () => {
  const who = await covers.subscriber();
  const { id: agreementId } = await client.sign(who.id, {
    productLines: ['ipc'],
    overrides: { graceHours: 49 },
  });
  await who.buy(who.line(FEATURE, 1, 1));
  const ended = await client.call('operator', `/v1/agreements/${agreementId}/terminate`, {
    body: { reason: 'Ended by both parties' },
  });
  expect(ended.status).toBe(200);
  // 49 hours are three days: a month bought on 10 April would last through 10 May, this one lasts through 7 May.
  const now = await at(who, plusMs(END, 49 * HOUR_MS));
  const renewal = await who.buy(who.line(FEATURE, 1, 1));
  expect(await covers.termOf(renewal)).toMatchObject({ from: now, until: '2025-05-07T16:00:00.000Z' });
  // The next term of the chain is a whole month: the days stay in the chain.
  const next = await who.buy(who.line(FEATURE, 1, 1));
  expect(await covers.termOf(next)).toMatchObject({
    from: '2025-05-07T16:00:00.000Z',
    until: '2025-06-07T16:00:00.000Z',
  });
});

test('a resource pack ends without an episode and closes nothing (AMB-28)', async () => {
  const who = await covers.subscriber();
  await who.buy(who.pack(1, 1));
  await at(who, plusMs(DEADLINE, DAY_MS));
  expect(await client.episodes(who.id)).toEqual([]);
  expect(await patientEnd(who, PACK)).toBeUndefined();
  expect(await noticesOf(who)).toEqual([...REMINDED, 'term.ended']);
});

test('with sets beside each other cover ends with the last of them', async () => {
  const who = await covers.subscriber();
  await who.buy(who.line(FEATURE, 1, 1));
  await who.buy({ ...who.line(FEATURE, 1, 2), start: 'now' });
  await at(who, plusMs(DEADLINE, DAY_MS));
  expect(await client.episodes(who.id)).toEqual([]);
  expect(await patientEnd(who)).toMatchObject({ allowed: true, until: '2025-05-07T16:00:00.000Z' });
  await at(who, '2025-05-07T16:00:00.000Z');
  expect(await client.episodes(who.id)).toMatchObject([
    { state: 'open', openedAt: '2025-05-07T16:00:00.000Z' },
  ]);
});

describe('writing an episode off', () => {
  const writeOff = async (who: Subscriber) => {
    const [episode] = await client.episodes(who.id);
    const path = `/v1/episodes/${episode!.id}/write-off`;
    const answer = await client.call('operator', path, { body: { reason: 'an outage of ours' } });
    expect(domainErrorIn(await client.call('operator', path, { body: { reason: 'again' } })).code).toBe(
      'illegal_transition',
    );
    return answer.body;
  };

  test('after the suspension leaves the patient end closed until a renewal, which is not shortened', async () => {
    const who = await covered();
    const now = await at(who, plusMs(DEADLINE, HOUR_MS));
    expect(await writeOff(who)).toMatchObject({
      state: 'closed',
      outcome: 'written_off',
      suspendedAt: DEADLINE,
      closedAt: now,
      arrears: 0,
      peakArrears: 24,
    });
    expect(await patientEnd(who)).toMatchObject({ allowed: false, since: DEADLINE });
    const renewal = await who.buy(who.line(FEATURE, 1, 1));
    expect(await covers.termOf(renewal)).toMatchObject({ from: now, until: END_OF_LATE_MONTH });
    expect(await patientEnd(who)).toMatchObject({ allowed: true });
    expect(await client.episodes(who.id)).toMatchObject([{ outcome: 'written_off', resumedAt: now }]);
    expect((await noticesOf(who)).filter((kind) => kind === 'service.resumed')).toHaveLength(1);
    expect((await client.audit(who.id)).find(({ type }) => type === 'episode.written_off')).toMatchObject({
      reason: 'an outage of ours',
      facts: { sku: FEATURE, hours: 24 },
    });
  });

  test('in its grace still closes the patient end at the deadline', async () => {
    const who = await covered();
    await at(who, plusMs(END, 3 * HOUR_MS));
    expect(await writeOff(who)).toMatchObject({ state: 'closed', outcome: 'written_off', peakArrears: 3 });
    expect(await patientEnd(who)).toMatchObject({ allowed: true, until: DEADLINE });
    await at(who, plusMs(DEADLINE, HOUR_MS));
    expect(await patientEnd(who)).toMatchObject({ allowed: false, since: DEADLINE });
    expect(await client.episodes(who.id)).toMatchObject([{ state: 'closed', suspendedAt: DEADLINE }]);
    await who.buy(who.line(FEATURE, 1, 1));
    expect(await patientEnd(who)).toMatchObject({ allowed: true });
    expect((await noticesOf(who)).filter((kind) => kind.startsWith('service.'))).toEqual([
      'service.suspended',
      'service.resumed',
    ]);
  });

  test('in its grace and renewed before the deadline suspends and resumes nothing', async () => {
    const who = await covered();
    await at(who, plusMs(END, HOUR_MS));
    await writeOff(who);
    const renewal = await who.buy(who.line(FEATURE, 1, 1));
    // The hour that was written off is not charged: the term begins when it is paid, and is whole.
    expect(await covers.termOf(renewal)).toMatchObject({
      from: plusMs(END, HOUR_MS),
      until: '2025-05-08T16:00:00.000Z',
    });
    await at(who, plusMs(DEADLINE, HOUR_MS));
    expect((await noticesOf(who)).filter((kind) => kind.startsWith('service.'))).toEqual([]);
    expect((await client.episodes(who.id))[0]).not.toHaveProperty('suspendedAt');
  });
});
