/**
 * One run of reconciliation, started by a Temporal Schedule: compares records with workflows, verifies journals, and removes
 * records whose retention is over. The three parts run independently, and one that fails does not stop the others.
 */
import { log, setCurrentDetails, upsertMemo } from '@temporalio/workflow';
import { COMPARED } from '../src/domain/reconciliation-memo.ts';
import {
  reconcile,
  retire,
  verifyJournals,
  type ReconciliationActivities,
} from './reconciliation-activities.ts';

export interface ReconciliationInput {
  /** Signals every workflow, and reads every journal from its first entry. */
  readonly full?: boolean;
}

type Work = keyof ReconciliationActivities;
type Done<Name extends Work> =
  Awaited<ReturnType<ReconciliationActivities[Name]>> | { readonly error: string };

export interface ReconciliationResult {
  readonly reconcile: Done<'reconcile'>;
  readonly verifyJournals: Done<'verifyJournals'>;
  readonly retire: Done<'retire'>;
}

export async function reconciliation({
  full = false,
}: ReconciliationInput = {}): Promise<ReconciliationResult> {
  const [reconciled, verified, retired] = await Promise.all([
    orError('reconcile', compare(full)),
    orError('verifyJournals', verifyJournals({ full })),
    orError('retire', retire()),
  ]);
  const result = { reconcile: reconciled, verifyJournals: verified, retire: retired };
  setCurrentDetails(
    Object.entries(result)
      .map(([name, counts]) => `**${name}** ${listOf(counts)}`)
      .join('\n\n'),
  );
  return result;
}

async function compare(signalAll: boolean): Promise<Awaited<ReturnType<typeof reconcile>>> {
  const compared = await reconcile({ signalAll });
  upsertMemo({ [COMPARED]: true });
  return compared;
}

async function orError<T>(name: Work, work: Promise<T>): Promise<T | { error: string }> {
  try {
    return await work;
  } catch (error) {
    log.error('a part of reconciliation failed', { part: name, error });
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { error: cause instanceof Error ? cause.message : String(cause) };
  }
}

function listOf(counts: object): string {
  return Object.entries(counts)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}
