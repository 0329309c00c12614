/** Our own mistake, never the caller's: an identity of the ledger does not hold, so nothing of it may be stored. */
import type { JsonObject } from '../json.ts';

/** Thrown when an identity of rules §8.8 or a precondition of the engine is broken. Not a refusal: alarm, do not retry. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';

  constructor(
    readonly identity: string,
    readonly evidence: JsonObject,
  ) {
    super(`ledger: ${identity} ${JSON.stringify(evidence)}`);
  }
}
