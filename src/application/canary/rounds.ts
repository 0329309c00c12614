/** Records of the canary's rounds: opened at their first step, closed with their outcome. */
import type { CanaryResult } from '../../domain/canary.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CanaryRoundDocument } from '../../storage/collections/canary-rounds.ts';
import type { Database } from '../../storage/database.ts';
import { isDuplicateId } from '../../storage/driver-errors.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';

type Rounds = Pick<TransactionDependencies, 'database' | 'serverNow'>;

/** A round whose record is not open any more, or not there. */
class RoundOverError extends Error {
  override readonly name = 'RoundOverError';
}

/** Opens the record of a round, or finds it. Throws `RoundOverError` if the round has ended. */
export async function openRound(
  { database, serverNow }: Rounds,
  roundId: string,
): Promise<CanaryRoundDocument> {
  const { canaryRounds } = database.models;
  await canaryRounds.updateOne({ _id: roundId }, { $setOnInsert: newRound(serverNow()) }, { upsert: true });
  return readRound(database, roundId);
}

/** Throws `RoundOverError` if the round has ended, so that a step that was given up changes nothing later. */
export async function readRound({ models }: Database, roundId: string): Promise<CanaryRoundDocument> {
  const round = await models.canaryRounds.findById(roundId).lean();
  if (round === null || round.outcome !== null) throw new RoundOverError(`round ${roundId} is not open`);
  return round;
}

/** Stores how a round ended. Returns the seconds that it took, or null if it was stored before. */
export async function closeRound(
  { database, serverNow }: Rounds,
  roundId: string,
  { outcome, failedStep, error }: CanaryResult,
): Promise<number | null> {
  const { canaryRounds } = database.models;
  const finishedAt = serverNow();
  const ended = { finishedAt, outcome, failedStep, error };
  try {
    const open = await canaryRounds.findOneAndUpdate({ _id: roundId, outcome: null }, { $set: ended }).lean();
    if (open !== null) return (Date.parse(finishedAt) - Date.parse(open.startedAt)) / 1_000;
    // The first step did not reach MongoDB, or the round was closed before.
    await canaryRounds.insertMany([{ ...newRound(finishedAt), ...ended, _id: roundId }]);
    return 0;
  } catch (failure) {
    if (isDuplicateId(failure)) return null;
    throw failure;
  }
}

function newRound(startedAt: Instant): Omit<CanaryRoundDocument, '_id'> {
  return {
    startedAt,
    finishedAt: null,
    outcome: null,
    failedStep: null,
    error: null,
    product: null,
    accountId: null,
    organizationId: null,
    orderId: null,
    topUpOrderId: null,
  };
}
