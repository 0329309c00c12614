/** What can go wrong between us and a payment provider: one error for each thing that is done about it. */

/** Thrown when the provider did not answer, or not sensibly. The outcome is unknown; asking again is safe. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError';

  constructor(
    readonly provider: string,
    options?: ErrorOptions,
  ) {
    super(`payment provider ${provider} does not answer`, options);
  }
}

/** Thrown when the provider refused the request. Asking again gives the same answer. */
export class ProviderRejectedError extends Error {
  override readonly name = 'ProviderRejectedError';

  constructor(
    readonly provider: string,
    readonly status: number,
    /** The provider's own code, `unknown` if it gave none. */
    readonly code: string,
  ) {
    super(`payment provider ${provider} refused with ${status} ${code}`);
  }
}

/** Why an incoming event is not believed. All but `malformed` mean: whoever sent it did not prove to be the provider. */
export type ProviderEventProblem = 'unsigned' | 'bad_signature' | 'stale' | 'malformed';

/** Thrown for an event that cannot be taken. The message quotes nothing of it. */
export class ProviderEventError extends Error {
  override readonly name = 'ProviderEventError';

  constructor(
    readonly fault: ProviderEventProblem,
    options?: ErrorOptions,
  ) {
    super(`payment event is ${fault.replace('_', ' ')}`, options);
  }
}
