/** Parameters of paths. What one names follows from the segment before it: `/v1/orders/{id}` takes the id of an order. */
import { platform } from '../../contracts/notices.ts';
import { ERROR_STATUS } from '../../domain/error-table.ts';
import { objectOf, type JsonSchema } from './json-schema.ts';
import { EXAMPLE_ID_END } from './shared.ts';

const idOf = (prefix: string, description: string): JsonSchema => ({
  description,
  schema: { type: 'string', minLength: 1 },
  example: `${prefix}_${EXAMPLE_ID_END}`,
});

const PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  'accounts/{id}': idOf('acc', 'Id of the account.'),
  'advances/{advanceId}': idOf('adv', 'Id of the advance.'),
  'agreements/{id}': idOf('agr', 'Id of the agreement.'),
  'consortia/{id}': idOf('con', 'Id of the consortium.'),
  'episodes/{id}': idOf('epi', 'Id of the episode.'),
  'files/{id}': idOf('fil', 'Id of the file.'),
  'keys/{id}': idOf('key', 'Id of the key, not the key itself.'),
  'lots/{id}': idOf('lot', 'Id of the lot.'),
  'notices/{id}': idOf('ntc', 'Id of the notice.'),
  'orders/{id}': idOf('ord', 'Id of the order.'),
  'organizations/{id}': idOf('org', 'Id of the organization.'),
  'payments/{id}': idOf('pay', 'Id of the payment.'),
  'sessions/{id}': idOf('ses', 'Id of the session; `current` for the session of the request.'),
  'services/{id}': idOf('svc', 'Id of the service.'),
  'tasks/{id}': idOf('tsk', 'Id of the task.'),
  'usages/{id}': idOf('usg', 'Id of the usage.'),
  'catalogue/{sku}': {
    description: 'Code of the SKU.',
    schema: { type: 'string', minLength: 1 },
    example: 'AIMIS-INTL-CI-QTY-15Y',
  },
  'rules/{id}': {
    description: 'Id of the rule, percent-encoded.',
    schema: { type: 'string', minLength: 1 },
    example: '§8.7',
  },
  'platforms/{platform}': {
    description: 'The platform.',
    schema: { type: 'string', enum: [...platform.options] },
    example: 'business',
  },
  'payment-events/{provider}': {
    description: 'Name of the configured payment provider.',
    schema: { type: 'string', minLength: 1 },
    example: 'fake',
  },
  'problems/{code}': {
    description: 'The error code, as in `code` of a problem.',
    schema: { type: 'string', enum: Object.keys(ERROR_STATUS) },
    example: 'order_invalid',
  },
  'sign-off/{token}': {
    description: 'The token of the sign-off link: the last segment of its URL.',
    schema: { type: 'string', minLength: 1 },
    example: 'kq0Y3mW1cJ8tB5uZ2xN7vR4sD6gH9aLfEoPiQwTyUhM',
  },
};

/** The parameters of a path, in its order. */
export function pathParametersOf(path: string): JsonSchema[] {
  return [...path.matchAll(/[^/]+\/\{(\w+)\}/g)].map(([segments, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
    ...objectOf(PARAMETERS[segments]),
  }));
}
