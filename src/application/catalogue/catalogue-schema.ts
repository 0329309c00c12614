/**
 * Schemas of the catalogue files. They guarantee what the domain types promise, file by file; `cross-check.ts` checks what
 * concerns several files.
 */
import { z } from 'zod';
import {
  POOL_POLICIES,
  ORDER_POLICIES,
  type PolicyName,
  type PolicyValues,
} from '../../domain/catalogue/policies.ts';
import type { TermUnit } from '../../domain/catalogue/fulfilment.ts';
import { readPolicies } from '../../domain/catalogue/policy-values.ts';
import { SALES_CONTACT } from '../../domain/catalogue/catalogue.ts';
import { REFUND_POLICIES, RULE_CONCERNS, SCOPES, SKU_KINDS } from '../../domain/catalogue/sku.ts';
import { CURRENCIES } from '../../domain/currencies.ts';
import { isLineRuleId, isRuleId, type LineRuleId, type RuleId } from '../../domain/rules.ts';
import { POLICY_VIOLATION_TEXTS } from '../../messages/violations/policies.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';

const code = z
  .string()
  .regex(/^[a-z0-9]+([-:.][a-z0-9]+)*$/, 'must be a code in lower case, such as ai:mimi');
const skuCode = z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'must be a SKU code, such as AIMIS-INTL-CI-ANN');
const words = z.string().trim().min(1);
const localized = z.strictObject({ en: words, zh: words });
const count = z.int().min(1).max(1_000_000_000);
/** Years of storage or of life. The limit stays within the calendar's range. */
const years = count.max(30);
const LONGEST_TERM: Readonly<Record<TermUnit, number>> = { year: 30, month: 360 };
const amountMinor = z.int().min(1);
const currency = z.enum(CURRENCIES, {
  error: 'must be the code of a currency in ISO 4217, such as USD, JPY or KWD',
});
const lineRuleId = z.custom<LineRuleId>((id) => typeof id === 'string' && isLineRuleId(id), {
  error: 'must be an id such as R-PAPER-01, with a prefix that is not R-INTL-, R-CN-, R-IPC- or R-HW-',
});
/** A rule that may be cited; `cross-check.ts` checks that the product or the file states it. */
const rule = z.custom<RuleId>((id) => typeof id === 'string' && (isRuleId(id) || isLineRuleId(id)), {
  error: ({ input }) => `${JSON.stringify(input)} is no rule that the product knows`,
});

/** A version and values of policies; only those in `allowed` may occur. */
const policyLayer = (allowed: readonly PolicyName[]) =>
  z.strictObject({
    version: words,
    values: z.record(z.string(), z.json()).transform((values, context): Partial<PolicyValues> => {
      const reading = readPolicies(values, allowed, '');
      for (const { path, message, remedy } of wordViolations(POLICY_VIOLATION_TEXTS, reading.violations)) {
        const text = `${message.en} ${remedy?.en ?? ''}`.trim();
        context.addIssue({ code: 'custom', path: [path.slice(1)], message: text });
      }
      return reading.values;
    }),
  });

export const unitsFile = z.record(
  code,
  z.strictObject({ en: z.strictObject({ one: words, many: words }), zh: words }),
);

const resource = {
  resource: code,
  name: localized,
  unit: code,
  perStorage: z.boolean(),
  overdraft: z.enum(['none', 'arrears']),
  capability: code,
  keeps: code.nullable(),
  policies: policyLayer(POOL_POLICIES),
};
const editionRules = z.strictObject({
  insufficient: rule,
  warning: rule,
  lifetime: rule,
  suspension: rule.exactOptional(),
  recovery: rule.exactOptional(),
  keeping: rule.exactOptional(),
});

/** Resources that several product lines sell. */
export const resourcesFile = z.array(z.strictObject({ ...resource, editions: z.record(code, editionRules) }));

const fulfilment = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('lot'),
    resource: code,
    storageYears: z.union([years, z.literal('term'), z.null()]),
    lifeYears: years,
  }),
  z.strictObject({
    kind: z.literal('licence'),
    validity: z.enum(['term', 'perpetual']),
    delivery: z.enum(['online', 'offline']),
  }),
  z.strictObject({
    kind: z.literal('term'),
    grants: code.nullable(),
    closes: code.nullable(),
    keeps: code.nullable(),
  }),
  z.strictObject({ kind: z.literal('service'), startWithinYears: years }),
  z.strictObject({ kind: z.literal('maintenance'), startWithinYears: years }),
]);

const sku = z.strictObject({
  sku: skuCode,
  kind: z.enum(SKU_KINDS),
  name: localized,
  unit: code,
  minimum: count,
  maximum: count.exactOptional(),
  step: count,
  term: z
    .strictObject({
      unit: z.enum(['year', 'month']),
      minimum: count,
      maximum: count,
      meaning: z.enum(['storage', 'duration']),
    })
    .refine(({ unit, minimum, maximum }) => minimum <= maximum && maximum <= LONGEST_TERM[unit], {
      error: 'must have a maximum that is not below its minimum, of at most 30 years or 360 months',
    })
    .nullable(),
  storageYears: years.exactOptional(),
  package: localized.exactOptional(),
  channel: z.enum(['any', 'offline']),
  refundPolicy: z.enum(REFUND_POLICIES),
  scope: z.enum(SCOPES),
  requires: z.array(skuCode).min(1).exactOptional(),
  features: z.array(code).min(1).exactOptional(),
  covers: code.exactOptional(),
  opens: code.exactOptional(),
  modes: z.array(code).min(1).exactOptional(),
  billing: z.literal('monthly').exactOptional(),
  description: localized.exactOptional(),
  tier: words.exactOptional(),
  family: words.exactOptional(),
  fulfilment,
  rules: z.partialRecord(z.enum(RULE_CONCERNS), rule),
  /** Published prices, in the currency of the product line. */
  prices: z
    .array(z.strictObject({ region: code.exactOptional(), amountMinor, perQuantity: count.default(1) }))
    .default([]),
});

export const productLineFile = z.strictObject({
  productLine: code,
  name: localized,
  currency,
  agreement: z.strictObject({ required: z.boolean(), rule }),
  /** The contact for buyers, as it follows “please contact”. */
  contact: localized.default({ ...SALES_CONTACT }),
  terms: z.strictObject({
    version: words,
    rule,
    effectiveFrom: z.iso.date(),
    /** Paragraphs. */
    text: z.strictObject({ en: z.array(words).min(1), zh: z.array(words).min(1) }),
  }),
  priceRegions: z
    .strictObject({
      rule,
      regions: z.array(
        z.strictObject({
          region: code,
          name: localized,
          /** ISO 3166-1 alpha-2 codes, separated by spaces. */
          countries: z
            .string()
            .regex(/^[A-Z]{2}( [A-Z]{2})*$/, 'must be country codes with a blank between them'),
        }),
      ),
    })
    .nullable(),
  policies: policyLayer(ORDER_POLICIES),
  /** Names of the features and of the modes that its SKUs list by code. */
  features: z.record(code, localized).default({}),
  modes: z.record(code, localized).default({}),
  /** Names of the capabilities that its resources and terms open and close, as the start of a sentence. */
  capabilities: z.record(code, localized).default({}),
  /** Rules of its own, which `/v1/rules` states and the file may cite. */
  rules: z.strictObject({ source: localized, statements: z.record(lineRuleId, localized) }).exactOptional(),
  /** Units and resources of its own, beside those of `units.json` and `resources.json`. */
  units: unitsFile.default({}),
  resources: z.array(z.strictObject({ ...resource, rules: editionRules })).default([]),
  /** Defaults of each SKU, applied by `withDefaults` before the file is validated. */
  skuDefaults: z.looseObject({ rules: z.record(z.string(), z.unknown()).optional() }).optional(),
  skus: z.array(sku).min(1),
});
export type ProductLineFile = z.output<typeof productLineFile>;

export const demoPricesFile = z.strictObject({
  demo: z.literal(true),
  about: words,
  prices: z.array(
    z.strictObject({
      sku: skuCode,
      region: code.exactOptional(),
      amountMinor,
      currency,
      perQuantity: count.default(1),
    }),
  ),
});
