/** What reconciliation reports of its runs, for metrics. Its methods return at once and never throw. */

/** Workflows that were started, signalled or ended, failures, late work, pools that were blocked, and checkpoints repaired. */
export const FINDINGS = [
  'started',
  'signalled',
  'ended',
  'failed',
  'overdue',
  'undelivered',
  'blocked',
  'unverified',
  'checkpoints',
] as const;
type Finding = (typeof FINDINGS)[number];

export interface ReconciliationObserver {
  ended(part: 'reconcile' | 'verifyJournals' | 'retire', outcome: 'done' | 'failed'): void;
  found(kind: Finding, count: number): void;
}
