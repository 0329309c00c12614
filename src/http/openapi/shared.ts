/** Headers that many calls share, described once. */
import type { JsonSchema } from './schemas.ts';

const requestId = { type: 'string', minLength: 1, maxLength: 128 };

export const SHARED_PARAMETERS: JsonSchema = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'New for each intention, the same for each repeat of it: the first success is answered again.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
    example: '5f0e6a2c-place-PO-1234',
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Names the request in answers, logs and the audit; made when it is not given.',
    schema: requestId,
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'Language of titles, details and remedies: en or zh.',
    schema: { type: 'string' },
    example: 'zh-CN, en;q=0.5',
  },
};

export const SHARED_HEADERS: JsonSchema = {
  RequestId: { description: 'The request as logs and the audit name it.', schema: requestId },
  ServerNow: {
    description: 'The time of the server; for a resource of a sandbox account, the time of the account.',
    schema: { type: 'string', format: 'date-time' },
  },
  IdempotentReplayed: {
    description: '`true` when this is the first success of the same key, answered again.',
    schema: { type: 'string', const: 'true' },
  },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
};

export const parameterReference = (name: string): JsonSchema => ({ $ref: `#/components/parameters/${name}` });
export const headerReference = (name: string): JsonSchema => ({ $ref: `#/components/headers/${name}` });
