/** Reads the advances of a sandbox's clock, and the instant that a request asks for. */
import { addDuration } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import { isClockInstant, type Instant } from '../../domain/instant.ts';
import { schemaError } from '../../messages/violations/schema.ts';
import type { ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { Database } from '../../storage/database.ts';

/** The target of an advance: an instant, or an ISO 8601 duration from now. */
export interface AdvanceTarget {
  readonly to?: Instant | undefined;
  readonly by?: string | undefined;
}

/** Throws `validation_failed` for an instant that the clock cannot show. `now` is account time. */
export function targetOf({ to, by }: AdvanceTarget, now: Instant, timeZone: string): Instant {
  const target = to ?? addDuration(now, by ?? 'PT0S', timeZone);
  if (!isClockInstant(target)) throw schemaError('by', 'not_a_clock_instant');
  return target;
}

/** Throws `not_found` if the account's clock was never advanced. */
export async function latestAdvance(
  { models }: Database,
  accountId: AccountId,
): Promise<ClockAdvanceDocument> {
  const latest = await models.clockAdvances.findOne({ accountId }).sort({ createdAt: -1, _id: -1 }).lean();
  return found(latest, accountId);
}

/** Throws `not_found` if the advance does not exist or belongs to another account. */
export async function findAdvance(
  { models }: Database,
  accountId: AccountId,
  advanceId: string,
): Promise<ClockAdvanceDocument> {
  return found(await models.clockAdvances.findOne({ _id: advanceId, accountId }).lean(), advanceId);
}

function found(advance: ClockAdvanceDocument | null, id: string): ClockAdvanceDocument {
  if (advance === null) throw new DomainError('not_found', { kind: 'advance', id });
  return advance;
}
