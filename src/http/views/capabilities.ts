/** A capability as responses show it: allowed, or refused with the reason and its remedy. */
import type { Capability } from '../../contracts/capabilities.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import type { FactWording } from '../../messages/errors/error-facts.ts';
import { problemOf } from '../problem/problem-details.ts';

export function capabilityView(
  { capability, resource, sku, error, rule, since, until }: Decision,
  wording: FactWording,
): Capability {
  const of = {
    capability,
    ...(resource === undefined ? {} : { resource }),
    ...(sku === undefined ? {} : { sku }),
  };
  if (error === null) {
    return {
      ...of,
      allowed: true,
      ...(rule === undefined ? {} : { rule }),
      ...(until === undefined ? {} : { until }),
    };
  }
  const { remedy } = problemOf(error, { requestId: '', ...wording });
  return {
    ...of,
    allowed: false,
    reason: error.code,
    ...(error.rule === undefined ? {} : { rule: error.rule }),
    ...(since === undefined ? {} : { since }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
