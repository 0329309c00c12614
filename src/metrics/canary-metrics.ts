/** Counts the rounds of the canary, in the worker that closed them, and says how often there should be one. */
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CanaryObserver } from '../application/canary/observer.ts';
import { CANARY_OUTCOMES, CANARY_STEPS } from '../domain/canary.ts';
import { zeroedCounter } from './zeroed-counter.ts';

const BUCKETS_SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

/** `everyMinutes`: 0 where the canary is off. */
export function canaryMetrics(registry: Registry, everyMinutes: number): CanaryObserver {
  const interval = new Gauge({
    name: 'canary_interval_seconds',
    help: 'Seconds between two rounds of the canary; 0 if it is off.',
    registers: [registry],
  });
  interval.set(everyMinutes * 60);
  const rounds = zeroedCounter(registry, {
    name: 'canary_rounds_total',
    help: 'Rounds of the canary that ended, by outcome: passed, failed, no_product.',
    labels: { outcome: CANARY_OUTCOMES },
  });
  const failures = zeroedCounter(registry, {
    name: 'canary_failures_total',
    help: 'Rounds of the canary that failed, by the step that failed.',
    labels: { step: CANARY_STEPS },
  });
  const duration = new Histogram({
    name: 'canary_round_duration_seconds',
    help: 'Seconds from the first step of a round of the canary to its end, by outcome.',
    labelNames: ['outcome'] as const,
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  return {
    ended: ({ outcome, failedStep, seconds }) => {
      rounds.inc({ outcome });
      if (failedStep !== null) failures.inc({ step: failedStep });
      duration.observe({ outcome }, seconds);
    },
  };
}
