/** Reads the `Idempotency-Key` of a request and computes the fingerprint of its body. */
import { idempotencyKey } from '../../contracts/primitives.ts';
import { canonicalText } from '../../domain/canonical-text.ts';
import type { Json } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import { requestKeyOf, type IdempotencyRequest } from '../../storage/idempotency/stored-response.ts';
import type { Id } from '../../domain/ids.ts';
import { derivedId, sha256Hex, type IdPrefix } from '../../infra/ids.ts';
import { schemaError } from '../../messages/violations/schema.ts';

/** The header of the key. */
export const HEADER = 'Idempotency-Key';

interface RequestIdentity {
  /** Within which the key means one request. */
  readonly scope: string;
  /** Every value of the header. */
  readonly keys: readonly string[];
  readonly route: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** The body as it was sent, without defaults. */
  readonly body: unknown;
}

/** Throws `idempotency_key_required` without a key, `validation_failed` for one that is malformed or sent twice (D-07). */
export function idempotencyRequest({
  scope,
  keys,
  route,
  method,
  params,
  body,
}: RequestIdentity): IdempotencyRequest {
  const [key, ...more] = keys;
  if (key === undefined) throw new DomainError('idempotency_key_required');
  if (more.length > 0) throw schemaError(HEADER, 'repeated_header');
  if (!idempotencyKey.safeParse(key).success) throw schemaError(HEADER, 'not_a_key');
  return {
    scope,
    key,
    route,
    // Computed on demand: usages, which are posted at high rates, have natural keys and a hash of their own.
    get bodyHash() {
      return sha256Hex(canonicalText({ method, route, params, body } as Json));
    },
  };
}

/** Derives the id of what a request creates from its key, so that a repeated request creates the same. */
export function idDerivedFrom<Prefix extends IdPrefix>(
  prefix: Prefix,
  request: IdempotencyRequest,
): Id<Prefix> {
  return derivedId(prefix, requestKeyOf(request));
}

/** The same for an id that also depends on the body: after an error, the key may be sent with another body. */
export function idDerivedFromBody<Prefix extends IdPrefix>(
  prefix: Prefix,
  request: IdempotencyRequest,
): Id<Prefix> {
  return derivedId(prefix, `${requestKeyOf(request)}:${request.bodyHash}`);
}

/** Replaces the fingerprint of a request whose body is a stream by that of what it contained. */
export function withFingerprint(
  { scope, key, route }: IdempotencyRequest,
  content: Readonly<Record<string, string>>,
): IdempotencyRequest {
  return { scope, key, route, bodyHash: sha256Hex(canonicalText(content)) };
}
