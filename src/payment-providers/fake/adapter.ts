/** The adapter of the fake provider, over HTTP. Use it as the model for the adapter of a real one. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { line } from '../../contracts/primitives.ts';
import { eventSignature } from '../event-signature.ts';
import { ProviderEventError, ProviderRejectedError, ProviderUnavailableError } from '../provider-errors.ts';
import { parseProviderEvent } from '../provider-event.ts';
import type { PaymentProvider } from '../provider.ts';
import { TEST_CHOICES } from './token-behaviour.ts';

export interface FakeAdapterOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Verifies the signature of its events. */
  readonly secret: string;
  /** Time limit of each attempt. */
  readonly timeoutMs?: number;
  /** Attempts of one call. The caller may call again because calls are idempotent. */
  readonly attempts?: number;
  /** Pause before the second attempt; doubled before each further one. */
  readonly backoffMs?: number;
}

const NAME = 'fake';
/** The stored result. */
const reference = line.min(1).max(200);
const chargeAnswer = z.object({
  providerReference: reference,
  checkoutUrl: z.string().exactOptional(),
});
const refundAnswer = z.object({ refundReference: reference });
const errorAnswer = z.object({ error: z.object({ code: z.string() }) });

/** True for a refusal that a retry does not change, because the request itself is wrong. */
function isFinal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 429;
}

/** Creates the adapter. Throws if the secret is invalid. */
export function createFakeAdapter(options: FakeAdapterOptions): PaymentProvider {
  const signature = eventSignature(options.secret);
  const { baseUrl, timeoutMs = 5_000, attempts = 3, backoffMs = 100 } = options;

  async function post<Answer>(path: string, body: object, answer: z.ZodType<Answer>): Promise<Answer> {
    let failure: unknown;
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await wait(backoffMs * 2 ** (attempt - 1));
      try {
        const response = await fetch(baseUrl + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        const json: unknown = await response.json();
        if (response.ok) return answer.parse(json);
        if (isFinal(response.status)) {
          const code = errorAnswer.safeParse(json).data?.error.code ?? 'unknown';
          throw new ProviderRejectedError(NAME, response.status, code);
        }
        failure = new Error(`status ${response.status}`);
      } catch (error) {
        if (error instanceof ProviderRejectedError) throw error;
        failure = error;
      }
    }
    throw new ProviderUnavailableError(NAME, { cause: failure });
  }

  return {
    name: NAME,
    choices: TEST_CHOICES,
    createCharge: (request) => post('/charges', request, chargeAnswer),
    refund: (request) => post('/refunds', request, refundAnswer),
    verifyEvent: (headers, rawBody) => {
      const body = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
      const signedId = signature.verify(headers, body);
      const event = parseProviderEvent(body);
      if (event.eventId !== signedId) throw new ProviderEventError('malformed');
      return event;
    },
  };
}
