/** Errors of a payment provider: one class for each way to react. */

/** Thrown if the provider did not respond, or not sensibly. The outcome is unknown; a retry is safe. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';

  constructor(
    readonly provider: string,
    options?: ErrorOptions,
  ) {
    super(`payment provider ${provider} does not answer`, options);
  }
}

/** Thrown if the provider refused the request. A retry gets the same response. */
export class ProviderRejectedError extends Error {
  override readonly name = 'ProviderRejectedError';

  constructor(
    readonly provider: string,
    readonly status: number,
    /** The provider's own code; `unknown` if it gave none. */
    readonly code: string,
  ) {
    super(`payment provider ${provider} refused with ${status} ${code}`);
  }
}

/** Why an incoming event is rejected. All but `malformed` mean that the sender did not prove to be the provider. */
export type ProviderEventProblem = 'unsigned' | 'bad_signature' | 'stale' | 'malformed';

/** Thrown for an event that cannot be accepted. The message quotes nothing of it. */
export class ProviderEventError extends Error {
  override readonly name = 'ProviderEventError';

  constructor(
    readonly fault: ProviderEventProblem,
    options?: ErrorOptions,
  ) {
    super(`payment event is ${fault.replace('_', ' ')}`, options);
  }
}
