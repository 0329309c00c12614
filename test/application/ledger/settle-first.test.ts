import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { journalOf } from '../../support/journal.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { outcomeOf, INSPECTION, MIMI, NO_OVERDRAFT, usageOf, usageRequestOf } from './uses.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const END = '2026-03-01T16:00:00.000Z';
const { fixture, clock } = useHeldFixture(START);

const newProcess = (): GroupCommit => new GroupCommit(fixture, NO_OVERDRAFT);

const credit = (accountId: string, expiresAt: Instant, given: object = {}) =>
  creditLot(fixture, accountId, { resource: MIMI, units: 10, purchasedAt: START, expiresAt, ...given });

/** A sandbox on its own clock, and an account on the server's, each moved by its own means. */
const ACCOUNTS = [
  {
    name: 'a sandbox',
    open: () => openAccount(fixture, { sandboxNow: START, agreement: false }),
    moveTo: (accountId: string, to: Instant) => setClock(fixture, accountId, to),
  },
  {
    name: "an account on the server's clock",
    open: () => openAccount(fixture, { agreement: false }),
    moveTo: (_: string, to: Instant) => {
      clock.stand = to;
      return Promise.resolve();
    },
  },
];

describe.each(ACCOUNTS)('a lot of $name', ({ open, moveTo }) => {
  it('is drawn one millisecond before its end and never at it, though no timer has fired', async () => {
    const { _id } = await open();
    const lotId = await credit(_id, END);
    const process = newProcess();
    await moveTo(_id, plusMs(END, -1));
    expect(usageOf(await process.submit(usageRequestOf(_id, { quantity: 3 })))).toMatchObject({
      at: plusMs(END, -1),
    });
    await moveTo(_id, END);
    const refused = await process.submit(usageRequestOf(_id));
    expect(refused).toMatchObject({
      accepted: false,
      refusal: { code: 'insufficient_balance', evidence: { available: 0, at: END } },
    });
    expect(availableIn(await soundLedger(fixture, _id), MIMI)).toBe(0);
    expect(await fixture.database.models.lots.findById(lotId).lean()).toMatchObject({
      end: 'expired',
      endedAt: END,
      final: { consumed: 3, expired: 7, remaining: 0 },
    });
  });

  it('is booked as expired at its end, however late that is noticed', async () => {
    const { _id } = await open();
    const [first, second] = [await credit(_id, END), await credit(_id, plusMs(END, DAY_MS))];
    await credit(_id, plusMs(END, 90 * DAY_MS));
    const late = plusMs(END, 40 * DAY_MS);
    await moveTo(_id, late);
    const usage = usageOf(await newProcess().submit(usageRequestOf(_id, { quantity: 10 })));
    const entries = (await journalOf(fixture.database, _id)).slice(3);
    expect(entries.map(({ kind, at, causedBy }) => [kind, at, causedBy.id])).toEqual([
      ['lot.expired', END, first],
      ['lot.expired', plusMs(END, DAY_MS), second],
      ['usage.accepted', late, usage._id],
    ]);
    expect(entries.map(({ recordedAt }) => recordedAt)).toEqual([clock.now(), clock.now(), clock.now()]);
    const notices = await fixture.database.models.notices.find({ accountId: _id }).sort({ at: 1 }).lean();
    expect(notices.map(({ kind, at }) => [kind, at])).toEqual([
      ['lot.expired', END],
      ['lot.expired', plusMs(END, DAY_MS)],
      ['pool.exhausted', late],
    ]);
    await soundLedger(fixture, _id);
  });
});

it('a refused usage books what fell due before it', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  await credit(_id, END);
  await setClock(fixture, _id, END);
  expect(outcomeOf(await newProcess().submit(usageRequestOf(_id, { resource: INSPECTION })))).toBe(
    'insufficient_balance',
  );
  expect((await soundLedger(fixture, _id)).at).toBe(END);
});

it('a credit settles first too: what it brings is not what has just expired', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  await credit(_id, END);
  await setClock(fixture, _id, END);
  await credit(_id, plusMs(END, DAY_MS), { units: 4 });
  const kinds = await journalOf(fixture.database, _id);
  expect(kinds.map(({ kind }) => kind)).toEqual(['lot.credited', 'lot.expired', 'lot.credited']);
  expect(availableIn(await soundLedger(fixture, _id), MIMI)).toBe(4);
});

it('a lot that is credited after its end is closed as it is credited', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: END, agreement: false });
  const lotId = await credit(_id, END);
  expect(availableIn(await soundLedger(fixture, _id), MIMI)).toBe(0);
  expect(await fixture.database.models.lots.findById(lotId).lean()).toMatchObject({
    end: 'expired',
    endedAt: END,
  });
});

it('settling again writes nothing', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  await credit(_id, END);
  await setClock(fixture, _id, END);
  const settle = () => runTransaction(fixture, TESTER, (unit) => changeLedger(unit, _id, () => undefined));
  await Promise.all([settle(), settle(), settle()]);
  expect((await soundLedger(fixture, _id)).sequence).toBe(2);
  expect(await fixture.database.models.notices.countDocuments({ accountId: _id, kind: 'lot.expired' })).toBe(
    1,
  );
  expect(await fixture.database.models.audit.countDocuments({ accountId: _id, type: 'lot.expired' })).toBe(1);
});

it('a sandbox lives on its own clock, while the record says when the server wrote it', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  await credit(_id, END);
  clock.stand = plusMs(END, 365 * DAY_MS);
  const { at, sequence } = usageOf(await newProcess().submit(usageRequestOf(_id)));
  expect(at).toBe(START);
  expect((await journalOf(fixture.database, _id))[sequence - 1]).toMatchObject({
    at: START,
    recordedAt: clock.now(),
  });
});

it('what expires soonest is drawn first, whatever was credited first, within the storage that is asked', async () => {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  const later = await credit(_id, plusMs(END, 2), { resource: INSPECTION, storageYears: 15 });
  const sooner = await credit(_id, plusMs(END, 1), { resource: INSPECTION, storageYears: 15 });
  const short = await credit(_id, END, { resource: INSPECTION, storageYears: 1 });
  const draw = async (quantity: number, storageYears: number | null) => {
    const use = usageRequestOf(_id, { resource: INSPECTION, quantity, storageYears });
    return usageOf(await newProcess().submit(use)).draws.map(({ lotId, units }) => [lotId, units]);
  };
  expect(await draw(12, 15)).toEqual([
    [sooner, 10],
    [later, 2],
  ]);
  expect(await draw(11, null)).toEqual([
    [short, 10],
    [later, 1],
  ]);
  const ended = await fixture.database.models.lots
    .find({ accountId: _id, end: 'exhausted' }, { _id: 1 })
    .lean();
  expect(ended.map((lot) => lot._id).sort()).toEqual([sooner, short].sort());
});
