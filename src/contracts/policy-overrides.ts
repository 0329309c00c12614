/** Values of policies in requests. The schema bounds their number; their names and types are those of the table of policies. */
import { z } from 'zod';
import { ACCEPTANCE_PROOFS } from '../domain/catalogue/acceptance.ts';
import {
  OVERRIDABLE_POLICIES,
  POLICIES,
  type Policy,
  type PolicyValueType,
} from '../domain/catalogue/policies.ts';
import { MOST_ENTRIES } from '../domain/catalogue/policy-values.ts';
import type { Json } from '../domain/json.ts';

const policyValue = z.union([
  z.number(),
  z.string().max(64),
  z.boolean(),
  z.null(),
  z.array(z.number()).max(10),
]);

type JsonSchema = { [key: string]: Json };

const integer = (most: number): JsonSchema => ({ type: 'integer', minimum: 1, maximum: most });

/** What the document says of a value of each type. */
const SCHEMAS: Readonly<Record<PolicyValueType, (most: number) => JsonSchema>> = {
  count: integer,
  countOrNull: (most) => ({ anyOf: [integer(most), { type: 'null' }] }),
  flag: () => ({ type: 'boolean' }),
  countsDescending: (most) => ({
    type: 'array',
    maxItems: MOST_ENTRIES,
    uniqueItems: true,
    items: integer(most),
  }),
  licenceScope: () => ({ enum: ['consortium', 'organization'] }),
  validityScope: () => ({ enum: ['feature', 'organization'] }),
  acceptanceProof: () => ({ enum: [...ACCEPTANCE_PROOFS] }),
};

function schemaOf({ expected, most = 0 }: Policy): JsonSchema {
  return SCHEMAS[expected](most);
}

/** Overrides of an agreement, by the name of the policy. */
export const policyOverrides = z.record(z.string().max(64), policyValue).meta({
  id: 'PolicyOverrides',
  properties: Object.fromEntries(OVERRIDABLE_POLICIES.map((name) => [name, schemaOf(POLICIES[name])])),
  additionalProperties: false,
  examples: [{ graceHours: 48, overdraftCap: 10_000 }],
});
