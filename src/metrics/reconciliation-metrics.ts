/** Counts runs of reconciliation and what they repaired, in the worker that ran them. */
import { Counter, type Registry } from 'prom-client';
import { FINDINGS, type ReconciliationObserver } from '../application/reconciliation/observer.ts';

export function reconciliationMetrics(registry: Registry): ReconciliationObserver {
  const registers = [registry];
  const runs = new Counter({
    name: 'reconciliation_runs_total',
    help: 'Parts of reconciliation that ended, by part and outcome: done, failed.',
    labelNames: ['part', 'outcome'] as const,
    registers,
  });
  const findings = new Counter({
    name: 'reconciliation_findings_total',
    help: 'What runs of reconciliation found, by kind.',
    labelNames: ['kind'] as const,
    registers,
  });
  // Series that exist from the start: an increase from nothing to 1 is none to Prometheus.
  for (const part of ['reconcile', 'verifyJournals', 'retire'])
    for (const outcome of ['done', 'failed']) runs.inc({ part, outcome }, 0);
  for (const kind of FINDINGS) findings.inc({ kind }, 0);
  return {
    ended: (part, outcome) => runs.inc({ part, outcome }),
    found: (kind, count) => {
      if (count > 0) findings.inc({ kind }, count);
    },
  };
}
