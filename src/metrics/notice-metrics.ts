/** Counts attempts to deliver notices to platforms. */
import type { Registry } from 'prom-client';
import { PLATFORMS } from '../storage/collections/platforms.ts';
import type { CountAttempt } from '../application/notices/record-attempt.ts';
import { zeroedCounter } from './zeroed-counter.ts';

/** Registers the counter and returns the function that counts one attempt. Those of sandboxes are left out. */
export function noticeMetrics(registry: Registry): CountAttempt {
  const attempts = zeroedCounter(registry, {
    name: 'notice_attempts_total',
    help: 'Attempts to deliver notices, by platform and outcome: delivered, inbox (no endpoint), held, failed (tried again), given_up. Without sandboxes.',
    labels: { platform: PLATFORMS, outcome: ['delivered', 'inbox', 'held', 'failed', 'given_up'] },
  });
  return ({ platform, sandbox, outcome }) => {
    if (!sandbox) attempts.inc({ platform, outcome });
  };
}
