/** Ends sessions before they expire. */
import type { SessionDocument } from '../../storage/collections/sessions.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Ends living sessions, and does nothing without any. */
export async function endSessions(
  unit: UnitOfWork,
  living: readonly Pick<SessionDocument, '_id'>[],
): Promise<void> {
  if (living.length === 0) return;
  const ids = living.map(({ _id }) => _id);
  const endedAt = unit.recordedAt;
  await unit.database.models.sessions.updateMany(
    { _id: { $in: ids } },
    { $set: { endedAt } },
    { session: unit.session },
  );
  for (const sessionId of ids) {
    unit.audit({ type: 'session.ended', at: endedAt, accountId: null, facts: { sessionId } });
  }
}

/** Returns the session as it ends. One that ended or expired before does not change. */
export async function endSession(unit: UnitOfWork, session: SessionDocument): Promise<SessionDocument> {
  const current = await unit.database.models.sessions.findById(session._id).session(unit.session).lean();
  if (current === null || current.endedAt !== null || current.expiresAt <= unit.recordedAt)
    return current ?? session;
  await endSessions(unit, [current]);
  return { ...current, endedAt: unit.recordedAt };
}
