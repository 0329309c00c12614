/**
 * Calls an endpoint. The host is resolved once, every address is checked, and the connection uses the checked addresses only, so
 * that a later DNS answer cannot redirect it (DNS rebinding). Over https the certificate is verified for the host of the URL, not
 * for the address, by the authorities of Node and of NODE_EXTRA_CA_CERTS. HTTP redirects are not followed.
 */
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { callFailureText } from './call-failure.ts';
import { allowedAddressesOf, type HostAddress } from './resolve-endpoint.ts';
import type { SignedWebhook } from './sign-webhook.ts';
import type { WebhookSettings } from './webhook-settings.ts';

/** Bytes of a response that are read and discarded before the connection is closed. */
const RESPONSE_LIMIT_BYTES = 16_384;

/** `error` is one line for operators; `timedOut` is set where no response came in time. */
export type PostOutcome =
  | { readonly delivered: true; readonly status: number }
  | { readonly delivered: false; readonly error: string; readonly timedOut?: true };

/** Posts once. The timeout covers the whole call, from DNS to the status. Failures are outcomes: it does not throw. */
export async function postWebhook(
  endpoint: string,
  webhook: SignedWebhook,
  { rule, timeoutMs, resolve }: Pick<WebhookSettings, 'rule' | 'timeoutMs' | 'resolve'>,
): Promise<PostOutcome> {
  const signal = AbortSignal.timeout(timeoutMs);
  let host = endpoint;
  try {
    const url = new URL(endpoint);
    host = url.hostname;
    const addresses = await Promise.race([allowedAddressesOf(url, rule, resolve), aborted(signal)]);
    const status = await post(url, addresses, webhook, signal);
    if (status >= 200 && status < 300) return { delivered: true, status };
    const redirected = status >= 300 && status < 400;
    return {
      delivered: false,
      error: `answered ${status}${redirected ? '; redirects are not followed' : ''}`,
    };
  } catch (error) {
    if (signal.aborted)
      return { delivered: false, error: `no answer within ${timeoutMs} ms`, timedOut: true };
    return { delivered: false, error: callFailureText(error, host) };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Resolves with the status as soon as it is known. */
function post(
  url: URL,
  addresses: readonly HostAddress[],
  { body, headers }: SignedWebhook,
  signal: AbortSignal,
): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(url, {
      method: 'POST',
      headers: { ...headers, 'user-agent': 'prepaid-fulfilment', 'content-length': Buffer.byteLength(body) },
      // A new connection: a pooled one may have been opened for addresses that were checked earlier.
      agent: false,
      lookup: pinnedTo(addresses),
      signal,
    });
    // Ignores errors after the status, which do not change the outcome.
    call.on('error', reject);
    call.on('response', (answer) => {
      resolve(answer.statusCode ?? 0);
      discard(answer);
    });
    call.end(body);
  });
}

function discard(answer: http.IncomingMessage): void {
  let read = 0;
  answer.on('error', () => undefined);
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > RESPONSE_LIMIT_BYTES) answer.destroy();
  });
}

/** A lookup that returns the checked addresses, in either of the two forms that Node requests. */
function pinnedTo(addresses: readonly HostAddress[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all === true) answer(null, [...addresses]);
    else if (first === undefined) answer(new Error('the host has no address'), '');
    else answer(null, first.address, first.family);
  };
}
