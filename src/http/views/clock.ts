/** An advance of a sandbox's clock as responses show it. */
import type { z } from 'zod';
import type { clockAdvance } from '../../contracts/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';

/** `now` is account time. */
export function clockAdvanceView(
  { _id, state, from, target, steps, createdAt, finishedAt, lastError }: ClockAdvanceDocument,
  now: Instant,
): z.output<typeof clockAdvance> {
  return {
    id: _id,
    state,
    from,
    to: target,
    now,
    steps,
    startedAt: createdAt,
    ...(finishedAt === null ? {} : { finishedAt }),
    ...(lastError === null ? {} : { lastError }),
  };
}
