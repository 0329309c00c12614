/** Moving a sandbox's clock, and following it. The advance is itself the record of its key, so a repeat joins it and waits for it. */
import type { clockRoutes } from '../../contracts/clock.ts';
import { addDuration } from '../../domain/calendar.ts';
import { isClockInstant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import { requestKeyOf } from '../../storage/idempotency.ts';
import type { ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import { derivedId } from '../../infra/ids.ts';
import type { ClockAdvance } from '../../application/sandbox/clock-advance.ts';
import { readAccount, type AccountAndClock } from '../../application/accounts/read-account.ts';
import { loadAccount, timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { clockAdvanceView } from '../views/clock-advance.ts';

export function clockHandlers({
  database,
  clock,
}: Pick<HandlerDependencies, 'database'> & {
  readonly clock: ClockAdvance;
}): Handlers<typeof clockRoutes> {
  const { clockAdvances } = database.models;
  return {
    advanceClock: {
      load: loadAccount(database),
      handle: async ({ params, body, caller, idempotency, requestId }) => {
        const { now, replayed } = await clock.advance({
          advanceId: derivedId('adv', requestKeyOf(idempotency)),
          accountId: params.id,
          bodyHash: idempotency.bodyHash,
          actor: { by: caller.keyId, requestId },
          targetOf: (from, timeZone) => {
            const target = body.to ?? addDuration(from, body.by ?? 'PT0S', timeZone);
            if (!isClockInstant(target)) throw schemaError('by', 'not_a_clock_instant');
            return target;
          },
        });
        return { status: 200, body: { now }, serverNow: now, replayed };
      },
    },

    getLatestClockAdvance: async ({ params: { id }, caller }) => {
      const subject = await readAccount(database, caller, id);
      const latest = await clockAdvances.findOne({ accountId: id }).sort({ createdAt: -1, _id: -1 }).lean();
      return answerOf(latest, subject, id);
    },

    getClockAdvance: async ({ params: { id, advanceId }, caller }) => {
      const subject = await readAccount(database, caller, id);
      const found = await clockAdvances.findOne({ _id: advanceId, accountId: id }).lean();
      return answerOf(found, subject, advanceId);
    },
  };
}

/** Throws `not_found`, naming `id`. */
function answerOf(advance: ClockAdvanceDocument | null, subject: AccountAndClock, id: string) {
  const { frozenAt } = subject;
  if (advance === null || frozenAt === null) throw new DomainError('not_found', { kind: 'advance', id });
  return { status: 200 as const, body: clockAdvanceView(advance, frozenAt), ...timeOf(subject) };
}
