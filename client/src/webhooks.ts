/** Verifies notices of the API, which are signed as Standard Webhooks. For the server of a platform. */
import { Webhook } from 'standardwebhooks';
import type { webhooks } from './api.ts';

/** The kind of a notice, such as `lot.credited`. */
export type NoticeKind = keyof webhooks;

type NoticeOf<K extends NoticeKind> = webhooks[K]['post']['requestBody']['content']['application/json'];

/** A notice; `type` says which facts its `data` has. A later version of the API may send kinds that are not listed here. */
export type Notice = { [K in NoticeKind]: NoticeOf<K> }[NoticeKind];

export interface VerifiedNotice {
  /** The same on every retry: store it with what the notice causes, and ignore repeats. */
  readonly id: string;
  readonly notice: Notice;
}

/** Headers of a request, of Node or of `fetch`. */
export type RequestHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The API did not send it, or it is more than five minutes old. Respond with 401. */
export class NoticeNotVerifiedError extends Error {
  override readonly name = 'NoticeNotVerifiedError';
}

/**
 * Returns a function that verifies notices signed with any of the secrets (`whsec_…`). It takes the body as it arrived, byte
 * for byte, and throws a `NoticeNotVerifiedError`. Throws if there is no secret, or one is malformed.
 */
export function noticeVerifier(
  ...secrets: readonly string[]
): (body: string | Uint8Array, headers: RequestHeaders) => VerifiedNotice {
  if (secrets.length === 0) throw new TypeError('A verifier needs a secret');
  const verifiers = secrets.map((secret) => new Webhook(secret));
  return (body, headers) => {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const id = headerOf(headers, 'webhook-id');
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': headerOf(headers, 'webhook-timestamp'),
      'webhook-signature': headerOf(headers, 'webhook-signature'),
    };
    let cause: unknown;
    for (const verifier of verifiers) {
      try {
        return { id, notice: verifier.verify(text, signed) as Notice };
      } catch (error) {
        cause = error;
      }
    }
    throw new NoticeNotVerifiedError('The notice is not signed by the API', { cause });
  };
}

function headerOf(headers: RequestHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === 'string' ? value : '';
}
