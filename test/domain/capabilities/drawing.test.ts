import { decideDrawing, type Drawn } from '../../../src/domain/capabilities/drawing.ts';
import type { Decision } from '../../../src/domain/capabilities/decision.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { DomainError } from '../../../src/domain/errors.ts';
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
    totals: { credited: available + 1, consumed: 1, offset: 0, expired: 0, voided: 0, writtenOff: 0 },
    lastBought: null,
    episode:
      arrears === 0
        ? null
        : { ...of, openedAt: NOW, suspendsAt: DEADLINE, policyVersion: 'v', peak: arrears, isHigh: false },
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
  capability: 'upload',
  resource: 'inspection',
  policy: { overdraft: 'arrears', overdraftCap: null },
  missingBasic: null,
  unlimitedBy: null,
  suspensionRule: 'R-INTL-53',
  errorOf: ({ reason }) => new DomainError('unavailable', { reason }),
  pool: figures === null ? null : pool(figures),
  ...fields,
});

const of = { capability: 'upload', resource: 'inspection' };
const reasonOf = ({ error }: Decision) => error?.evidence['reason'] ?? error?.code ?? 'open';

describe('with overdraft', () => {
  it.each<[string, Figures | null, string]>([
    ['nothing was ever bought', null, 'never_credited'],
    ['the pool is empty', {}, 'open'],
    ['there are units', { available: 5 }, 'open'],
    ['there are arrears', { arrears: 5 }, 'open'],
    ['it is suspended', { arrears: 5, isSuspended: true }, 'suspended'],
    ['it is suspended after a write-off', { isSuspended: true }, 'suspended'],
    ['an operator has to decide', { available: 5, blockedBy: 'tsk_1' }, 'blocked'],
  ])('where %s', (_where, figures, reason) => {
    expect(reasonOf(decideDrawing(drawn(figures)))).toBe(reason);
  });

  it('an open episode says until when', () => {
    expect(decideDrawing(drawn({ arrears: 5 }))).toEqual({
      ...of,
      error: null,
      until: DEADLINE,
      rule: 'R-INTL-53',
    });
  });

  it('a suspension says since when', () => {
    expect(decideDrawing(drawn({ arrears: 30, isSuspended: true })).since).toBe(DEADLINE);
  });

  it.each([
    ['below the cap', { arrears: 29 }, 'open'],
    ['at the cap', { arrears: 30 }, 'cap'],
    ['with units left', { available: 1 }, 'open'],
  ])('%s', (_where, figures, reason) => {
    const policy = { overdraft: 'arrears' as const, overdraftCap: 30 };
    expect(reasonOf(decideDrawing(drawn(figures, { policy })))).toBe(reason);
  });

  it('missing basic software is said before anything else', () => {
    const missingBasic = new DomainError('basic_inactive');
    const missing = drawn({ available: 5, blockedBy: 'tsk_1' }, { missingBasic });
    expect(reasonOf(decideDrawing(missing))).toBe('basic_inactive');
  });
});

describe('without overdraft', () => {
  const policy = { overdraft: 'none' as const, overdraftCap: null };

  it.each<[string, Figures | null, string]>([
    ['nothing was ever bought', null, 'insufficient'],
    ['nothing is left', {}, 'insufficient'],
    ['a unit is left', { available: 1 }, 'open'],
  ])('where %s', (_where, figures, reason) => {
    expect(reasonOf(decideDrawing(drawn(figures, { policy })))).toBe(reason);
  });

  it('A-041: what was bought once is open without a unit, by the rule of its licence', () => {
    expect(decideDrawing(drawn(null, { policy, unlimitedBy: 'R-INTL-28' }))).toEqual({
      ...of,
      error: null,
      rule: 'R-INTL-28',
    });
  });
});
