/** A rollout was not changed. The message says why and what to do. */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';
}
