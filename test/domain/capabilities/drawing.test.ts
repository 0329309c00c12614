import { decideDrawing, type Drawn } from '../../../src/domain/capabilities/drawing.ts';
import type { Decision } from '../../../src/domain/capabilities/decision.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { PoolState } from '../../../src/domain/ledger/state.ts';

const NOW: Instant = '2025-06-01T00:00:00.000Z';
const DEADLINE: Instant = '2025-06-02T00:00:00.000Z';

interface Figures {
  readonly available?: number;
  readonly arrears?: number;
  readonly isSuspended?: boolean;
  readonly resumeRequires?: number;
  readonly blockedBy?: string;
}

function pool({
  available = 0,
  arrears = 0,
  isSuspended = false,
  resumeRequires = 1,
  blockedBy,
}: Figures): PoolState {
  const of = { episodeId: 'epi_1', resumeRequires, capability: 'upload' };
  return {
    resource: 'inspection',
    lots: available === 0 ? [] : [lotOf(available)],
    arrears: { incurred: arrears, settled: 0, cancelled: 0, gaps: [] },
    totals: { credited: available, consumed: 0, offset: 0, expired: 0, voided: 0, writtenOff: 0 },
    episode:
      arrears === 0
        ? null
        : { ...of, openedAt: NOW, suspendsAt: DEADLINE, policyVersion: 'v', peak: arrears },
    suspension: isSuspended ? { ...of, since: DEADLINE } : null,
    blockedBy: blockedBy ?? null,
  };
}

const lotOf = (remaining: number) => ({
  lotId: 'lot_1',
  orderId: null,
  lineId: null,
  storageYears: 5,
  purchasedAt: NOW,
  creditedAt: NOW,
  expiresAt: '2026-06-01T00:00:00.000Z' as const,
  credited: remaining,
  consumed: 0,
  offset: 0,
  expired: 0,
  voided: 0,
  remaining,
});

const drawn = (figures: Figures | null, fields: Partial<Drawn> = {}): Drawn => ({
  resource: 'inspection',
  name: 'inspections',
  overdraft: 'arrears',
  overdraftCap: null,
  rules: { insufficient: '§8.7', suspension: 'R-INTL-53' },
  missingBasic: null,
  pool: figures === null ? null : pool(figures),
  ...fields,
});

const decide = (...resources: Drawn[]) => decideDrawing('upload', resources);
const reasonOf = ({ refusal }: Decision) => refusal?.refusal ?? 'open';

describe('with overdraft', () => {
  it.each<[string, Figures | null, string]>([
    ['nothing was ever bought', null, 'open'],
    ['the pool is empty', {}, 'open'],
    ['there are units', { available: 5 }, 'open'],
    ['there are arrears', { arrears: 5 }, 'open'],
    ['it is suspended', { arrears: 5, isSuspended: true }, 'suspended'],
    ['it is suspended after a write-off', { isSuspended: true }, 'suspended'],
    [
      'it is suspended with units of another storage term',
      { arrears: 5, available: 9, isSuspended: true },
      'suspended',
    ],
    ['an operator has to decide', { available: 5, blockedBy: 'tsk_1' }, 'pool_blocked'],
  ])('where %s', (_where, figures, reason) => {
    expect(reasonOf(decide(drawn(figures)))).toBe(reason);
  });

  it('an open episode says until when', () => {
    expect(decide(drawn({ arrears: 5 }))).toEqual({
      capability: 'upload',
      refusal: null,
      until: DEADLINE,
      rule: 'R-INTL-53',
    });
  });

  it.each([
    ['arrears alone', { arrears: 30, isSuspended: true }, 31],
    ['a higher requirement', { arrears: 30, isSuspended: true, resumeRequires: 100 }, 130],
    ['units of another storage term', { arrears: 30, isSuspended: true, available: 40 }, 30],
    ['arrears written off', { isSuspended: true }, 1],
  ])('a suspension names how many units to top up: %s', (_with, figures, topUpUnits) => {
    const { refusal, since } = decide(drawn(figures));
    expect(since).toBe(DEADLINE);
    expect(refusal).toMatchObject({ rule: 'R-INTL-53', evidence: { topUpUnits, resource: 'inspections' } });
  });

  it.each([
    ['below the cap', { arrears: 29 }, 'open'],
    ['at the cap', { arrears: 30 }, 'overdraft_cap'],
    ['at the cap with units left', { arrears: 30, available: 1 }, 'open'],
  ])('%s', (_where, figures, reason) => {
    expect(reasonOf(decide(drawn(figures, { overdraftCap: 30 })))).toBe(reason);
  });

  it('missing basic software is said before anything else', () => {
    const missing = drawn({ available: 5, blockedBy: 'tsk_1' }, { missingBasic: ['BASIC'] });
    expect(decide(missing).refusal).toMatchObject({
      code: 'basic_inactive',
      evidence: { needsOneOf: ['BASIC'] },
    });
  });
});

describe('without overdraft', () => {
  const of = (name: string, figures: Figures | null) =>
    drawn(figures, { name, overdraft: 'none', rules: { insufficient: 'AMB-24' } });

  it('is open while any resource has units', () => {
    expect(reasonOf(decide(of('one', {}), of('two', { available: 1 })))).toBe('open');
    expect(
      reasonOf(decide(of('one', { available: 1, blockedBy: 'tsk_1' }), of('two', { available: 1 }))),
    ).toBe('open');
  });

  it('with nothing left names all that could be bought', () => {
    expect(decide(of('one', null), of('two', {})).refusal).toMatchObject({
      code: 'insufficient_balance',
      rule: 'AMB-24',
      evidence: { resource: ['one', 'two'] },
    });
  });

  it('a block is told rather than an empty pool beside it', () => {
    expect(reasonOf(decide(of('one', {}), of('two', { available: 1, blockedBy: 'tsk_1' })))).toBe(
      'pool_blocked',
    );
  });
});
