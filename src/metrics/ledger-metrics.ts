/** Metrics of group commit: what the API reports of the transactions of usages, and what waits for them. */
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CommitObserver } from '../application/ledger/group-commit/commit-observer.ts';
import { combinationsOf, zeroedCounter } from './zeroed-counter.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const USAGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 4_000];

export interface LedgerMetrics {
  readonly observer: CommitObserver;
  /** Registers the gauges of what waits in `queue`. */
  readonly watch: (queue: { readonly depth: number; readonly laneCount: number }) => void;
}

export function ledgerMetrics(registry: Registry): LedgerMetrics {
  const registers = [registry];
  const batches = new Histogram({
    name: 'ledger_batch_usages',
    help: 'Usages in one committed transaction, by lane: shared by many accounts, or of one account.',
    labelNames: ['lane'] as const,
    buckets: USAGES,
    registers,
  });
  const transactions = new Histogram({
    name: 'ledger_transaction_duration_seconds',
    help: 'Duration of transactions of usages, by lane and outcome: committed, conflict (tried again), failed.',
    labelNames: ['lane', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  const waits = new Histogram({
    name: 'ledger_queue_wait_seconds',
    help: 'Time from the submission of a usage until its first transaction begins or it moves to the lane of its account.',
    buckets: SECONDS,
    registers,
  });
  const usages = zeroedCounter(registry, {
    name: 'ledger_usages_total',
    help: 'Usages decided, by outcome: accepted, repeated, refused, failed.',
    labels: { outcome: ['accepted', 'repeated', 'refused', 'failed'] },
  });
  const kinds = { lane: ['shared', 'account'], outcome: ['committed', 'conflict', 'failed'] };
  for (const kind of combinationsOf(kinds)) transactions.zero(kind);
  return {
    observer: {
      transacted: ({ lane, usages: size, seconds, outcome }) => {
        transactions.observe({ lane, outcome }, seconds);
        if (outcome === 'committed') batches.observe({ lane }, size);
      },
      waited: (seconds) => waits.observe(seconds),
      decided: (outcome) => usages.inc({ outcome }),
    },
    watch: (queue) => {
      new Gauge({
        name: 'ledger_queue_usages',
        help: 'Usages that wait for a transaction in this process.',
        registers,
        collect() {
          this.set(queue.depth);
        },
      });
      new Gauge({
        name: 'ledger_lanes',
        help: 'Accounts that met a conflict and whose usages wait in a lane of their own.',
        registers,
        collect() {
          this.set(queue.laneCount);
        },
      });
    },
  };
}
