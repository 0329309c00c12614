/** Signing and checking events as Standard Webhooks. The secret stays inside the closure, out of logs and dumps. */
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { ProviderEventError, type ProviderEventProblem } from './provider-errors.ts';
import type { EventHeaders } from './provider.ts';

const ID = 'webhook-id';
const TIMESTAMP = 'webhook-timestamp';
const SIGNATURE = 'webhook-signature';

export interface EventSignature {
  /** Headers of a signed body. `at` is the time of sending: a retry is signed anew, under the same id. */
  sign(eventId: string, at: Date, body: string): Record<string, string>;
  /** The id the body was signed under. Throws `ProviderEventError` when it was not, or longer ago than five minutes. */
  verify(headers: EventHeaders, body: string): string;
}

/**
 * `secret` is `whsec_` and base64, or any other text, used as it is; at least 24 characters. Throws an error that does
 * not quote it when it is neither.
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
        if (error instanceof WebhookVerificationError) throw new ProviderEventError(faultOf(error.message));
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
    // The library's message may quote what it was given.
  }
  throw new Error(
    `a signing secret must be "${PREFIX}" and base64, or another text, of ${SHORTEST} characters or more`,
  );
}

/** The library tells its reasons apart by their wording only. */
function faultOf(message: string): ProviderEventProblem {
  if (message.startsWith('Message timestamp')) return 'stale';
  return message === 'No matching signature found' ? 'bad_signature' : 'unsigned';
}
