/** Counts attempts to deliver notices to platforms. */
import { Counter, type Registry } from 'prom-client';
import { PLATFORMS } from '../storage/collections/platforms.ts';
import type { CountAttempt } from '../application/notices/record-attempt.ts';

/** Registers the counter and returns the function that counts one attempt. Those of sandboxes are left out. */
export function noticeMetrics(registry: Registry): CountAttempt {
  const attempts = new Counter({
    name: 'notice_attempts_total',
    help: 'Attempts to deliver notices, by platform and outcome: delivered, inbox (no endpoint), held, failed (tried again), given_up. Without sandboxes.',
    labelNames: ['platform', 'outcome'] as const,
    registers: [registry],
  });
  // Series that exist from the start: an increase from nothing to 1 is none to Prometheus.
  for (const platform of PLATFORMS)
    for (const outcome of ['delivered', 'inbox', 'held', 'failed', 'given_up'])
      attempts.inc({ platform, outcome }, 0);
  return ({ platform, sandbox, outcome }) => {
    if (!sandbox) attempts.inc({ platform, outcome });
  };
}
