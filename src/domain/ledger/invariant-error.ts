/** A bug of ours, never the caller's mistake: an identity of the ledger does not hold, so nothing may be stored. */
import type { JsonObject } from '../json.ts';

/** Thrown if an identity of rules §8.8 or a precondition of the engine is violated. Raise an alarm; do not retry. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';

  constructor(
    readonly identity: string,
    readonly evidence: JsonObject,
  ) {
    super(`ledger: ${identity} ${JSON.stringify(evidence)}`);
  }
}
