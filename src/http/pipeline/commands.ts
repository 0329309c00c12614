/** How handlers run commands: in a transaction, or once per idempotency key (api.md §1). */
import type { Caller } from '../../application/access/caller.ts';
import type { Json } from '../../domain/json.ts';
import { runUnderLease } from '../../storage/idempotency/run-under-lease.ts';
import type {
  IdempotencyRequest,
  IdempotentResponse,
  StoredResponse,
} from '../../storage/idempotency/stored-response.ts';
import { runIdempotentTransaction } from '../../storage/idempotency/run-idempotent-transaction.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { actorOf } from './handler-dependencies.ts';

/** The part of a request that a command needs. */
interface CommandRequest {
  readonly caller: Caller;
  readonly requestId: string;
}

/** A command with an idempotency key. */
export interface IdempotentRequest extends CommandRequest {
  readonly idempotency: IdempotencyRequest;
}

/** A response body with its status. `replayed` is true if an earlier request with the same key produced it. */
export interface CommandResponse<Status extends number, Body> {
  readonly status: Status;
  readonly body: Body;
  readonly replayed: boolean;
}

/** Runs a command in one transaction on behalf of the caller. */
export function inTransaction<Result>(
  dependencies: TransactionDependencies,
  request: CommandRequest,
  command: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  return runTransaction(dependencies, actorOf(request), command);
}

/**
 * Runs a command in one transaction that also stores its response under the idempotency key. A repeated request gets the
 * stored response. `withoutSecret` removes from the stored body what is shown only once.
 */
export async function idempotently<Status extends number, Body>(
  dependencies: TransactionDependencies,
  request: IdempotentRequest,
  status: Status,
  command: (unit: UnitOfWork) => Promise<Body>,
  withoutSecret?: (body: Body) => Json,
): Promise<CommandResponse<Status, Body>> {
  const response = await runIdempotentTransaction<Body>(
    dependencies,
    request.idempotency,
    actorOf(request),
    async (unit) => {
      const body = await command(unit);
      return stored(status, body, withoutSecret);
    },
  );
  return responseOf(status, response);
}

/**
 * Runs a command whose effect is made elsewhere, such as by a workflow. The idempotency key is leased while it runs. The
 * command runs again after a failure and must therefore be idempotent itself, by ids derived from the key.
 */
export async function underLease<Status extends number, Body>(
  dependencies: TransactionDependencies,
  request: Pick<IdempotentRequest, 'idempotency'>,
  status: Status,
  command: () => Promise<Body>,
): Promise<CommandResponse<Status, Body>> {
  const response = await runUnderLease<Body>(dependencies, request.idempotency, async () =>
    stored(status, await command()),
  );
  return responseOf(status, response);
}

function stored<Body>(
  status: number,
  body: Body,
  withoutSecret?: (body: Body) => Json,
): StoredResponse<Body> {
  return { status, body, ...(withoutSecret === undefined ? {} : { storedBody: withoutSecret(body) }) };
}

function responseOf<Status extends number, Body>(
  status: Status,
  { body, replayed }: IdempotentResponse<Body>,
): CommandResponse<Status, Body> {
  return { status, body, replayed };
}
