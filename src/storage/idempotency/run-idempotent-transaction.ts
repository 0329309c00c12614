/** Idempotent requests whose effect is one transaction (api.md §1): the idempotency record is part of it. */
import { DomainError } from '../../domain/errors.ts';
import { isDuplicateId, isDuplicateKey } from '../driver-errors.ts';
import type { Actor } from '../actor.ts';
import { runTransaction, type TransactionDependencies } from '../transaction.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import { oneAtATime } from './one-at-a-time.ts';
import {
  readStoredResponse,
  recordedResponseOf,
  requestKeyOf,
  type IdempotencyRequest,
  type IdempotentResponse,
  type StoredResponse,
} from './stored-response.ts';

/**
 * Runs `work` in one transaction together with its idempotency record, or returns the stored response. Throws
 * `response_expired` if the record has expired and what `work` creates exists.
 */
export function runIdempotentTransaction<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { database } = dependencies;
  return oneAtATime(database, request, async () => {
    const stored = await readStoredResponse<B>(database, request);
    if (stored !== null) return stored;
    try {
      return await workAndRecord(dependencies, request, actor, work);
    } catch (error) {
      // Another process may have been first with this key, and may have left nothing to do.
      if (isDuplicateKey(error) || error instanceof DomainError) {
        const other = await readStoredResponse<B>(database, request, 'linearizable');
        if (other !== null) return other;
      }
      // What `work` creates has an id derived from the key, and it outlives the stored response.
      if (isDuplicateId(error)) throw new DomainError('response_expired', { key: request.key });
      throw error;
    }
  });
}

function workAndRecord<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { idempotency } = dependencies.database.models;
  return runTransaction(dependencies, actor, async (unit) => {
    const response = await work(unit);
    await idempotency.create(
      [
        {
          _id: requestKeyOf(request),
          route: request.route,
          bodyHash: request.bodyHash,
          state: 'done',
          leasedBy: null,
          leasedUntilMs: null,
          response: recordedResponseOf(response),
          createdAt: unit.recordedAt,
        },
      ],
      { session: unit.session },
    );
    return { status: response.status, body: response.body, replayed: false };
  });
}
