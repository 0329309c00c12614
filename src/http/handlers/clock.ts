/** The clock of a sandbox. An advance is its own idempotency record: a repeated request joins it and waits for it. */
import { readAccountClock } from '../../application/accounts/read-account.ts';
import type { ClockAdvance } from '../../application/sandbox/clock-advance.ts';
import { findAdvance, latestAdvance, targetOf } from '../../application/sandbox/read-advances.ts';
import type { clockRoutes } from '../../contracts/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { loadAccount, timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom } from '../pipeline/idempotency-request.ts';
import { clockAdvanceView } from '../views/clock.ts';

export interface ClockHandlerDependencies extends HandlerDependencies {
  readonly clock: ClockAdvance;
}

export function clockHandlers({ database, clock }: ClockHandlerDependencies): Handlers<typeof clockRoutes> {
  return {
    advanceClock: {
      load: loadAccount(database),
      handle: async (request) => {
        const { params, body, idempotency } = request;
        const { now, replayed } = await clock.advance({
          advanceId: idDerivedFrom('adv', idempotency),
          accountId: params.id,
          bodyHash: idempotency.bodyHash,
          actor: actorOf(request),
          targetOf: (from, timeZone) => targetOf(body, from, timeZone),
        });
        return { status: 200, body: { now }, serverNow: now, replayed };
      },
    },

    getLatestClockAdvance: async ({ params: { id }, caller }) => {
      const { frozenAt } = await readAccountClock(database, caller, id);
      const advance = await latestAdvance(database, id);
      if (frozenAt === null) throw new DomainError('not_found', { kind: 'advance', id });
      return { status: 200, body: clockAdvanceView(advance, frozenAt), ...timeOf({ frozenAt }) };
    },

    getClockAdvance: async ({ params: { id, advanceId }, caller }) => {
      const { frozenAt } = await readAccountClock(database, caller, id);
      const advance = await findAdvance(database, id, advanceId);
      if (frozenAt === null) throw new DomainError('not_found', { kind: 'advance', id: advanceId });
      return { status: 200, body: clockAdvanceView(advance, frozenAt), ...timeOf({ frozenAt }) };
    },
  };
}
