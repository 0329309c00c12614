/** Reads the `Idempotency-Key` of a request and takes the fingerprint of what it asks; keeping answers is the handler's. */
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
    bodyHash: sha256Hex(canonical({ method, route, params, body } as Json)),
  };
}

/** JSON with sorted keys and no spaces: two bodies that say the same have the same text. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}
