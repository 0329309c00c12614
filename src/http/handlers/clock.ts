/** Moving a sandbox's clock. The advance is itself the record of its key, so a repeat joins it and waits for it. */
import type { accountRoutes } from '../../contracts/accounts.ts';
import { addDuration } from '../../domain/calendar.ts';
import { isClockInstant } from '../../domain/instant.ts';
import { requestKeyOf } from '../../persistence/idempotency.ts';
import { derivedId } from '../../platform/ids.ts';
import type { ClockAdvance } from '../../sandbox/clock-advance.ts';
import { accountSubject } from '../account-subject.ts';
import type { HandlerWithSubject } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { shapeMistake } from '../shape-entries.ts';

export function advanceClock({
  database,
  clock,
}: Pick<HandlerDependencies, 'database'> & {
  readonly clock: ClockAdvance;
}): HandlerWithSubject<(typeof accountRoutes)['advanceClock']> {
  return {
    subject: accountSubject(database),
    handle: async ({ params, body, caller, idempotency, requestId }) => {
      const { now, replayed } = await clock.advance({
        advanceId: derivedId('adv', requestKeyOf(idempotency)),
        accountId: params.id,
        bodyHash: idempotency.bodyHash,
        actor: { by: caller.keyId, requestId },
        targetOf: (from, timeZone) => {
          const target = body.to ?? addDuration(from, body.by ?? 'PT0S', timeZone);
          if (!isClockInstant(target)) throw shapeMistake('by', 'not_a_clock_instant');
          return target;
        },
      });
      return { status: 200, body: { now }, serverNow: now, replayed };
    },
  };
}
