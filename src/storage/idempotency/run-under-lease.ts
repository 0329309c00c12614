/** Idempotent requests whose effect is made by a workflow (api.md §1): the request leases its key while it runs. */
import { randomUUID } from 'node:crypto';
import { DomainError } from '../../domain/errors.ts';
import { UNHURRIED, type Database } from '../database.ts';
import { isDuplicateKey } from '../driver-errors.ts';
import type { TransactionDependencies } from '../transaction.ts';
import { oneAtATime } from './one-at-a-time.ts';
import {
  readStoredResponse,
  recordedResponseOf,
  requestKeyOf,
  type IdempotencyRequest,
  type IdempotentResponse,
  type StoredResponse,
} from './stored-response.ts';

/** Renewed while the work goes on, so that only the lease of a dead process expires. */
const LEASE_MS = 5_000;

/** Matches the record as long as this request holds its lease. */
interface HeldLease {
  readonly _id: string;
  readonly state: 'leased';
  readonly leasedBy: string;
}

/**
 * Leases the key, runs `work` and stores its response. A failure releases the lease. `work` must be safe to run again,
 * by ids derived from the key: a lease or a stored response may be lost with the server that acknowledged it.
 */
export function runUnderLease<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  work: () => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { database } = dependencies;
  return oneAtATime(database, request, async () => {
    const lease: HeldLease = { _id: requestKeyOf(request), state: 'leased', leasedBy: randomUUID() };
    const stored = await takeLease<B>(dependencies, request, lease);
    if (stored !== null) return stored;
    const renewal = setInterval(() => void renewLease(database, lease), LEASE_MS / 3);
    try {
      const response = await work();
      const isStored = await storeResponse(database, lease, response);
      // The process that took the lease over may have stored its response, which is then the only one of the key.
      const other = isStored ? null : await readStoredResponse<B>(database, request).catch(() => null);
      return other ?? { status: response.status, body: response.body, replayed: false };
    } catch (error) {
      await database.models.idempotency.deleteOne(lease);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  });
}

/** Returns null if the lease is taken, or the stored response. Throws `idempotency_in_flight` if another one holds it. */
async function takeLease<B>(
  { database, serverNow }: TransactionDependencies,
  request: IdempotencyRequest,
  { _id, leasedBy }: HeldLease,
): Promise<IdempotentResponse<B> | null> {
  const now = Date.now();
  const { route, bodyHash } = request;
  try {
    // Matches an expired lease, or inserts a record; a record in any other state is a duplicate key.
    await database.models.idempotency.updateOne(
      { _id, state: 'leased', leasedUntilMs: { $lte: now } },
      {
        $set: { route, bodyHash, leasedBy, leasedUntilMs: now + LEASE_MS },
        $setOnInsert: { response: null, createdAt: serverNow() },
      },
      { upsert: true, ...UNHURRIED },
    );
    return null;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const stored = await readStoredResponse<B>(database, request, 'linearizable');
    if (stored !== null) return stored;
    throw new DomainError('idempotency_in_flight', { key: request.key });
  }
}

/** A renewal that fails may cost the lease. The work then runs twice, for which it is made. */
async function renewLease({ models }: Database, lease: HeldLease): Promise<void> {
  await models.idempotency
    .updateOne(lease, { $set: { leasedUntilMs: Date.now() + LEASE_MS } })
    .catch(() => undefined);
}

/** False if the lease was lost. */
async function storeResponse(
  { models }: Database,
  lease: HeldLease,
  response: StoredResponse,
): Promise<boolean> {
  const { matchedCount } = await models.idempotency.updateOne(
    lease,
    {
      $set: {
        state: 'done',
        leasedBy: null,
        leasedUntilMs: null,
        response: recordedResponseOf(response),
      },
    },
    UNHURRIED,
  );
  return matchedCount === 1;
}
