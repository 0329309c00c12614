/** Moving a sandbox's clock. The advance is itself the record of its key, so a repeat joins it and waits for it. */
import type { accountRoutes } from '../../contracts/accounts.ts';
import { addDuration } from '../../domain/calendar.ts';
import { requestKeyOf } from '../../persistence/idempotency.ts';
import { derivedId } from '../../platform/ids.ts';
import type { ClockAdvance } from '../../sandbox/clock-advance.ts';
import { assertCovers } from '../caller.ts';
import type { Handler } from '../handler.ts';

export function advanceClock({
  clock,
}: {
  readonly clock: ClockAdvance;
}): Handler<(typeof accountRoutes)['advanceClock']> {
  return async ({ params, body, caller, idempotency, requestId }) => {
    assertCovers(caller, params.id);
    const { now, replayed } = await clock.advance({
      advanceId: derivedId('adv', requestKeyOf(idempotency)),
      accountId: params.id,
      bodyHash: idempotency.bodyHash,
      actor: { by: caller.keyId, requestId },
      targetOf: (from, timeZone) => body.to ?? addDuration(from, body.by ?? 'PT0S', timeZone),
    });
    return { status: 200, body: { now }, serverNow: now, replayed };
  };
}
