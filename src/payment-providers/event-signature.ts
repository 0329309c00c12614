/** Signs and verifies events as Standard Webhooks. The secret stays in the closure, out of logs and dumps. */
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { ProviderEventError, type ProviderEventProblem } from './provider-errors.ts';
import type { EventHeaders } from './provider.ts';

const ID = 'webhook-id';
const TIMESTAMP = 'webhook-timestamp';
const SIGNATURE = 'webhook-signature';

export interface EventSignature {
  /** Headers of a signed body. `at` is the time of sending: a retry gets a new signature under the same id. */
  sign(eventId: string, at: Date, body: string): Record<string, string>;
  /**
   * The id under which the body was signed. Throws `ProviderEventError` if the signature is invalid or older than five
   * minutes.
   */
  verify(headers: EventHeaders, body: string): string;
}

/**
 * `secret` is `whsec_` and base64, or any other text of at least 24 characters, used as it is. Throws an error that
 * does not quote the secret if it is neither.
 */
export function eventSignature(secret: string): EventSignature {
  const webhook = webhookOf(secret);
  return {
    sign: (eventId, at, body) => ({
      [ID]: eventId,
      [TIMESTAMP]: String(Math.floor(at.getTime() / 1000)),
      [SIGNATURE]: webhook.sign(eventId, at, body),
    }),
    verify: (headers, body) => {
      const id = headers[ID];
      const timestamp = headers[TIMESTAMP];
      const signature = headers[SIGNATURE];
      if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string') {
        throw new ProviderEventError('unsigned');
      }
      try {
        webhook.verify(
          body,
          { [ID]: id, [TIMESTAMP]: timestamp, [SIGNATURE]: signature },
          { jsonParse: false },
        );
      } catch (error) {
        if (error instanceof WebhookVerificationError) throw new ProviderEventError(problemOf(error.message));
        throw error;
      }
      return id;
    },
  };
}

const PREFIX = 'whsec_';
const SHORTEST = 24;

function webhookOf(secret: string): Webhook {
  try {
    if (secret.length >= SHORTEST) {
      return secret.startsWith(PREFIX)
        ? new Webhook(secret.slice(PREFIX.length))
        : new Webhook(secret, { format: 'raw' });
    }
  } catch {
    // The message of the library may quote its input.
  }
  throw new Error(
    `a signing secret must be "${PREFIX}" and base64, or another text, of ${SHORTEST} characters or more`,
  );
}

/** The library distinguishes its reasons by their wording only. */
function problemOf(message: string): ProviderEventProblem {
  if (message.startsWith('Message timestamp')) return 'stale';
  return message === 'No matching signature found' ? 'bad_signature' : 'unsigned';
}
