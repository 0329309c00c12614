/** Reads the `Idempotency-Key` of a request and takes the fingerprint of what it asks; keeping answers is the handler's. */
import { canonicalText } from '../domain/canonical-text.ts';
import type { Json } from '../domain/json.ts';
import { DomainError } from '../domain/refusals.ts';
import type { IdempotencyRequest } from '../persistence/idempotency.ts';
import { sha256Hex } from '../platform/ids.ts';

const KEY = /^[\x20-\x7e]{1,255}$/;

interface Asked {
  readonly keyId: string;
  readonly key: string | undefined;
  readonly route: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** The body as it was sent, before any default was filled in. */
  readonly body: unknown;
}

/** Throws `idempotency_key_required` unless there is a key of 1 to 255 printable characters. */
export function idempotencyRequest({ keyId, key, route, method, params, body }: Asked): IdempotencyRequest {
  if (key === undefined || !KEY.test(key)) throw new DomainError('idempotency_key_required');
  return {
    scope: keyId,
    key,
    route,
    // Only when it is asked for: uses, which come by the thousand, have natural keys and a hash of their own.
    get bodyHash() {
      return sha256Hex(canonicalText({ method, route, params, body } as Json));
    },
  };
}
