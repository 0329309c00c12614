/** Counts runs of reconciliation and what they repaired, in the worker that ran them. */
import type { Registry } from 'prom-client';
import { FINDINGS, type ReconciliationObserver } from '../application/reconciliation/observer.ts';
import { zeroedCounter } from './zeroed-counter.ts';

export function reconciliationMetrics(registry: Registry): ReconciliationObserver {
  const runs = zeroedCounter(registry, {
    name: 'reconciliation_runs_total',
    help: 'Parts of reconciliation that ended, by part and outcome: done, failed.',
    labels: { part: ['reconcile', 'verifyJournals', 'retire'], outcome: ['done', 'failed'] },
  });
  const findings = zeroedCounter(registry, {
    name: 'reconciliation_findings_total',
    help: 'What runs of reconciliation found, by kind.',
    labels: { kind: FINDINGS },
  });
  return {
    ended: (part, outcome) => runs.inc({ part, outcome }),
    found: (kind, count) => {
      if (count > 0) findings.inc({ kind }, count);
    },
  };
}
