import { credit } from '../../../src/domain/ledger/credit.ts';
import { consume } from '../../../src/domain/ledger/consume.ts';
import { openDraft, stateOf, type LedgerDraft } from '../../../src/domain/ledger/draft.ts';
import { followUse } from '../../../src/domain/ledger/episode.ts';
import { settleDue, type Due } from '../../../src/domain/ledger/settle-due.ts';
import type { LedgerState } from '../../../src/domain/ledger/state.ts';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const LATE = plusMs(START, 30 * DAY_MS);
const POLICY = { overdraft: 'arrears', overdraftCap: null } as const;

/** Lots of two resources that end at three instants, some at the same, and arrears of a third whose grace ends amid them. */
function stateWithMuchDue(): LedgerState {
  const draft = openDraft({ pools: [] });
  settleDue(draft, START);
  for (let index = 0; index < 12; index += 1) {
    credit(draft, index % 2 === 0 ? 'ai' : 'inspection', {
      lotId: `lot_${index}`,
      orderId: null,
      lineId: null,
      storageYears: null,
      purchasedAt: START,
      expiresAt: plusMs(START, (1 + (index % 3)) * DAY_MS),
      units: 1 + index,
    });
  }
  const lot = { orderId: null, lineId: null, storageYears: null, purchasedAt: START, expiresAt: LATE };
  credit(draft, 'scan', { ...lot, lotId: 'lot_scan', units: 1 });
  consume(draft, { resource: 'scan', quantity: 5 }, POLICY);
  const pool = draft.pools.find(({ resource }) => resource === 'scan')!;
  const terms = { resumeRequires: 1, policyVersion: '1', capability: 'scan.upload' };
  followUse(
    pool,
    START,
    () => ({ ...terms, episodeId: 'epi_1', suspendsAt: plusMs(START, 2 * DAY_MS) }),
    null,
  );
  return stateOf(draft);
}

/** What is booked in steps of so many, until nothing is left. */
function settledInSteps(state: LedgerState, most: number): { due: Due[]; state: LedgerState } {
  let stored = state;
  const due: Due[] = [];
  for (;;) {
    const draft: LedgerDraft = openDraft(stored);
    const step = settleDue(draft, LATE, most);
    expect(step.length).toBeLessThanOrEqual(most);
    due.push(...step);
    const isSettled = draft.at !== null;
    stored = stateOf(draft);
    if (isSettled) return { due, state: stored };
  }
}

it.each([1, 2, 5, 13, 14, 100])('what is due is booked in steps of %i as it is at once', (most) => {
  const once = settledInSteps(stateWithMuchDue(), Infinity);
  expect(once.due).toHaveLength(13);
  expect(settledInSteps(stateWithMuchDue(), most)).toEqual(once);
});

it('a draft with more due than was booked takes no operation, so that no unit is drawn that has ended', () => {
  const draft = openDraft(stateWithMuchDue());
  settleDue(draft, LATE, 12);
  expect(() => consume(draft, { resource: 'ai', quantity: 1 }, POLICY)).toThrow('what is due was not booked');
  settleDue(draft, LATE, 12);
  expect(consume(draft, { resource: 'ai', quantity: 1 }, { ...POLICY, overdraft: 'none' })).toMatchObject({
    accepted: false,
    available: 0,
  });
});
