/** Parameters and headers that many operations share. */
import type { JsonSchema } from './json-schema.ts';

/** The documentation page sends a fresh key in its place. */
export const EXAMPLE_KEY = '5f0e6a2c-place-PO-1234';

/** What every id of an example ends with. The documentation page sends an id that it has shown in its place. */
export const EXAMPLE_ID_END = '01jb5w8q2m3n4p5r6s7t8v9w0x';

const requestId = { type: 'string', minLength: 1, maxLength: 128 };

export const SHARED_PARAMETERS: JsonSchema = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'A new key for each intended change, the same key for each retry. A retry gets the stored first success.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$',
    },
    example: EXAMPLE_KEY,
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description:
      'Identifies the request in responses, logs and the audit: 1 to 128 visible ASCII characters. Otherwise one is made.',
    schema: { type: 'string' },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'Language of titles, details and remedies: `en` (the default) or `zh`.',
    schema: { type: 'string' },
  },
};

export const SHARED_HEADERS: JsonSchema = {
  RequestId: { description: 'The id of the request in logs and the audit.', schema: requestId },
  ServerNow: {
    description: 'Server time, or account time for a resource of a sandbox account.',
    schema: { type: 'string', format: 'date-time' },
  },
  IdempotentReplayed: {
    description: '`true` if this is the stored first success of the same key.',
    schema: { type: 'string', const: 'true' },
  },
  RetryAfter: { description: 'Seconds to wait before a retry.', schema: { type: 'integer', minimum: 1 } },
};

export const parameterReference = (name: string): JsonSchema => ({ $ref: `#/components/parameters/${name}` });
export const headerReference = (name: string): JsonSchema => ({ $ref: `#/components/headers/${name}` });
