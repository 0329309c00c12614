/** The record of an idempotent request (api.md §1), and the response that it stores. */
import { DomainError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import type { Database } from '../database.ts';

export interface IdempotencyRequest {
  /** Id of the API key. Keys of different callers never collide. */
  readonly scope: string;
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
}

/** A success. `storedBody` replaces `body` in the record if the body shows a secret once. */
export interface StoredResponse<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly storedBody?: Json;
}

/** A response to the caller. `replayed` is true if an earlier request with the key made it. */
export interface IdempotentResponse<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly replayed: boolean;
}

/** The natural key of a request. Ids of what the request creates are derived from it. */
export function requestKeyOf(request: IdempotencyRequest): string {
  return `${request.scope}:${request.key}`;
}

/** The part of a response that the record stores. */
export function recordedResponseOf({ status, body, storedBody }: StoredResponse): {
  status: number;
  body: unknown;
} {
  return { status, body: storedBody ?? body };
}

/**
 * The stored response of a key; null if the key is free or its lease has expired. Throws `idempotency_in_flight` while
 * another process holds the lease, and `idempotency_mismatch` if the key was used for another request. A response that
 * was stored a moment ago needs a `linearizable` read.
 */
export async function readStoredResponse<B>(
  { models }: Database,
  request: IdempotencyRequest,
  readConcern: 'majority' | 'linearizable' = 'majority',
): Promise<IdempotentResponse<B> | null> {
  const record = await models.idempotency.findById(requestKeyOf(request)).readConcern(readConcern).lean();
  if (record === null) return null;
  assertSameRequest(record, request);
  if (record.state === 'done' && record.response !== null) {
    // The same route stored it, so its body has the route's type.
    return { status: record.response.status, body: record.response.body as B, replayed: true };
  }
  if (record.leasedUntilMs !== null && record.leasedUntilMs > Date.now()) {
    throw new DomainError('idempotency_in_flight', { key: request.key });
  }
  return null;
}

/** Throws `idempotency_mismatch` for another route or body under the same key. */
export function assertSameRequest(
  first: Pick<IdempotencyRequest, 'route' | 'bodyHash'>,
  { key, route, bodyHash }: IdempotencyRequest,
): void {
  if (first.route !== route || first.bodyHash !== bodyHash) {
    throw new DomainError('idempotency_mismatch', { key });
  }
}
