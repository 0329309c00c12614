/** Equal requests of one process run one at a time instead of contending in the database. */
import type { Database } from '../database.ts';
import {
  assertSameRequest,
  readStoredResponse,
  requestKeyOf,
  type IdempotencyRequest,
  type IdempotentResponse,
} from './stored-response.ts';

/** A request in progress in this process. `ended` resolves whether it succeeds or fails. */
interface Running extends Pick<IdempotencyRequest, 'route' | 'bodyHash'> {
  readonly ended: Promise<void>;
}

const runningByDatabase = new WeakMap<Database, Map<string, Running>>();

/** Runs `work`, or returns the stored response of an equal request that ran before. If that one fails, the next runs. */
export async function oneAtATime<B>(
  database: Database,
  request: IdempotencyRequest,
  work: () => Promise<IdempotentResponse<B>>,
): Promise<IdempotentResponse<B>> {
  const running = runningOn(database);
  const _id = requestKeyOf(request);
  for (let first = running.get(_id); first !== undefined; first = running.get(_id)) {
    assertSameRequest(first, request);
    await first.ended;
    const stored = await readStoredResponse<B>(database, request, 'linearizable');
    if (stored !== null) return stored;
  }
  const outcome = work();
  const { route, bodyHash } = request;
  const forget = () => {
    running.delete(_id);
  };
  running.set(_id, { route, bodyHash, ended: outcome.then(forget, forget) });
  return outcome;
}

function runningOn(database: Database): Map<string, Running> {
  const running = runningByDatabase.get(database) ?? new Map<string, Running>();
  runningByDatabase.set(database, running);
  return running;
}
