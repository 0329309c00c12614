/**
 * HTTP idempotency (api.md §1): the first success of a key is kept and answered again. Where one transaction makes the
 * effect, the record is part of it; where a workflow makes it, the key is claimed first under a short lease.
 */
import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import type { Json } from '../domain/json.ts';
import { DomainError } from '../domain/errors.ts';
import { UNHURRIED, type Database } from './database.ts';
import { transact, type Actor, type TransactionDependencies, type UnitOfWork } from './unit-of-work.ts';

export interface IdempotencyRequest {
  /** Id of the API key: keys of different callers never meet. */
  readonly scope: string;
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
}

/** A success. `kept` replaces `body` in the record where the body shows a secret once. */
export interface StoredResponse<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly kept?: Json;
}

export interface IdempotentResponse<B = unknown> {
  readonly status: number;
  readonly body: B;
  readonly replayed: boolean;
}

/** Renewed while the work goes on, so that only the claim of a dead process runs out. */
const CLAIM_LEASE_MS = 5_000;
const DUPLICATE_KEY = 11_000;

/** The natural key of a request, from which ids of what it creates are derived. */
export function requestKeyOf(request: IdempotencyRequest): string {
  return `${request.scope}:${request.key}`;
}

/** A request that is carried out in this process. `ended` resolves whatever becomes of it. */
interface Running extends Pick<IdempotencyRequest, 'route' | 'bodyHash'> {
  readonly ended: Promise<void>;
}

const RUNNING = new WeakMap<Database, Map<string, Running>>();

/**
 * Carries a request out, or answers what was answered before. Equal requests of one process wait for the first instead of
 * contending with it: if it is refused, the next one is carried out.
 */
async function inTurn<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  work: () => Promise<IdempotentResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { database } = dependencies;
  let running = RUNNING.get(database);
  if (running === undefined) RUNNING.set(database, (running = new Map<string, Running>()));
  const _id = requestKeyOf(request);
  for (let first = running.get(_id); first !== undefined; first = running.get(_id)) {
    assertSameRequest(first, request);
    await first.ended;
    // What it left is so new that only a linearizable read is sure to see it.
    const answer = await earlierAnswer<B>(dependencies, request, 'linearizable');
    if (answer !== null) return answer;
  }
  const outcome = work();
  const { route, bodyHash } = request;
  const forget = () => {
    running.delete(_id);
  };
  running.set(_id, { route, bodyHash, ended: outcome.then(forget, forget) });
  return outcome;
}

/** Runs `work` in one transaction together with its idempotency record, or answers what was answered before. */
export function once<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  return inTurn(dependencies, request, () => onceInTransaction(dependencies, request, actor, work));
}

async function onceInTransaction<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { idempotency } = dependencies.database.models;
  const earlier = await earlierAnswer<B>(dependencies, request);
  if (earlier !== null) return earlier;
  try {
    return await transact(dependencies, actor, async (unit) => {
      const answer = await work(unit);
      await idempotency.create(
        [
          {
            _id: requestKeyOf(request),
            route: request.route,
            bodyHash: request.bodyHash,
            state: 'done',
            leasedBy: null,
            leasedUntilMs: null,
            answer: { status: answer.status, body: answer.kept ?? answer.body },
            createdAt: unit.recordedAt,
          },
        ],
        { session: unit.session },
      );
      return { status: answer.status, body: answer.body, replayed: false };
    });
  } catch (error) {
    // Another process was first with this key, and perhaps left nothing more to do: answer what it answered. Its commit
    // may be so new that only a linearizable read is sure to see it.
    const mayBeSecond = isDuplicateKey(error) || error instanceof DomainError;
    if (mayBeSecond) {
      const answer = await earlierAnswer<B>(dependencies, request, 'linearizable');
      if (answer !== null) return answer;
    }
    // What it makes has an id derived from its key, which outlives the answer.
    if (isDuplicateId(error)) throw new DomainError('response_expired', { key: request.key });
    throw error;
  }
}

/**
 * Claims the key, runs `work`, and keeps its answer. A failure gives the claim back: `work` must therefore be safe to run
 * again, by ids derived from the key.
 */
export function claimed<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  work: () => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  return inTurn(dependencies, request, () => underClaim(dependencies, request, work));
}

async function underClaim<B>(
  dependencies: TransactionDependencies,
  request: IdempotencyRequest,
  work: () => Promise<StoredResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const { idempotency } = dependencies.database.models;
  const _id = requestKeyOf(request);
  const now = Date.now();
  const leasedBy = randomUUID();
  /** The claim as long as it is this one's own: another may have taken it over since, whose it then is. */
  const own = { _id, state: 'claimed', leasedBy } as const;
  try {
    // A claim and its answer may be lost: the work then runs again, for which it is made.
    await idempotency.updateOne(
      { _id, state: 'claimed', leasedUntilMs: { $lte: now } },
      {
        $set: {
          route: request.route,
          bodyHash: request.bodyHash,
          leasedBy,
          leasedUntilMs: now + CLAIM_LEASE_MS,
        },
        $setOnInsert: { answer: null, createdAt: dependencies.serverNow() },
      },
      { upsert: true, ...UNHURRIED },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const other = await earlierAnswer<B>(dependencies, request, 'linearizable');
    if (other !== null) return other;
    throw new DomainError('idempotency_in_flight', { key: request.key });
  }
  const renewal = setInterval(() => void renewClaim(dependencies, own), CLAIM_LEASE_MS / 3);
  try {
    const answer = await work();
    const { matchedCount } = await idempotency.updateOne(
      own,
      {
        $set: {
          state: 'done',
          leasedBy: null,
          leasedUntilMs: null,
          answer: { status: answer.status, body: answer.kept ?? answer.body },
        },
      },
      UNHURRIED,
    );
    if (matchedCount === 0) {
      // Whoever took the claim over may have kept its answer, which then is the one answer of the key.
      const kept = await earlierAnswer<B>(dependencies, request).catch(() => null);
      if (kept !== null) return kept;
    }
    return { status: answer.status, body: answer.body, replayed: false };
  } catch (error) {
    await idempotency.deleteOne(own);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** A claim that is lost all the same lets the work run twice, for which it is made. */
async function renewClaim(
  { database }: TransactionDependencies,
  own: { readonly _id: string; readonly state: 'claimed'; readonly leasedBy: string },
): Promise<void> {
  await database.models.idempotency
    .updateOne(own, { $set: { leasedUntilMs: Date.now() + CLAIM_LEASE_MS } })
    .catch(() => undefined);
}

/** What the key answered before; null when it is free. Throws when it is in use or was used for something else. */
async function earlierAnswer<B>(
  { database }: TransactionDependencies,
  request: IdempotencyRequest,
  readConcern: 'majority' | 'linearizable' = 'majority',
): Promise<IdempotentResponse<B> | null> {
  const record = await database.models.idempotency
    .findById(requestKeyOf(request))
    .readConcern(readConcern)
    .lean();
  if (record === null) return null;
  assertSameRequest(record, request);
  if (record.state === 'done' && record.answer !== null) {
    // The record holds what this same route answered, so its shape is the route's.
    return { status: record.answer.status, body: record.answer.body as B, replayed: true };
  }
  if (record.leasedUntilMs !== null && record.leasedUntilMs > Date.now()) {
    throw new DomainError('idempotency_in_flight', { key: request.key });
  }
  return null;
}

function assertSameRequest(
  first: Pick<IdempotencyRequest, 'route' | 'bodyHash'>,
  { key, route, bodyHash }: IdempotencyRequest,
): void {
  if (first.route !== route || first.bodyHash !== bodyHash) {
    throw new DomainError('idempotency_mismatch', { key });
  }
}

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

function isDuplicateId(error: unknown): boolean {
  return (
    error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY && isOfId(error['keyPattern'])
  );
}

function isOfId(keyPattern: unknown): boolean {
  return typeof keyPattern === 'object' && keyPattern !== null && '_id' in keyPattern;
}
