/** The catalogue: products and their prices, by version (api.md §3). */
import { z } from 'zod';
import { REFUND_POLICIES, SCOPES, SKU_KINDS } from '../domain/catalogue/sku.ts';
import { price, priceInput, priceDifference } from './prices.ts';
import { pageOf, paging } from './paging.ts';
import {
  currency,
  date,
  facts,
  id,
  instant,
  localized,
  positive,
  prose,
  storageYears,
  text,
} from './primitives.ts';
import { ANY_ROLE, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

export const namedFeature = z.strictObject({ code: text, name: localized }).meta({ id: 'Feature' });

const skuKind = z.enum(SKU_KINDS);

export const termUnit = z.enum(['year', 'month']);

export const sku = z
  .strictObject({
    sku: text,
    productLine: text,
    kind: skuKind,
    name: localized,
    unit: text,
    minimum: positive,
    maximum: positive.optional(),
    step: positive,
    term: z
      .strictObject({
        unit: termUnit,
        minimum: positive,
        maximum: positive,
        meaning: z.enum(['storage', 'duration']),
      })
      .nullable(),
    storageYears: storageYears.optional(),
    prices: z.array(price).meta({ description: 'Empty while no price is set: the SKU cannot be sold then.' }),
    channel: z.enum(['any', 'offline']),
    agreementRequired: z.boolean(),
    refundPolicy: z.enum(REFUND_POLICIES),
    scope: z.enum(SCOPES),
    requires: z.array(text).optional(),
    covers: text.optional().meta({ description: 'Resource with unlimited usage once the SKU is licensed.' }),
    features: z.array(text).optional(),
    modes: z.array(text).optional(),
    modeNames: z.record(z.string(), localized).optional(),
    billing: z
      .literal('monthly')
      .optional()
      .meta({ description: 'How the price is quoted; the whole term is paid in advance.' }),
    description: localized.optional().meta({ description: 'What one unit is, in the words of the source.' }),
    tier: text.optional(),
    family: text.optional(),
    resource: text.optional().meta({ description: 'The pool to which its lots are credited.' }),
    rules: z.array(text),
  })
  .meta({ id: 'Sku' });
export type SkuAnswer = z.output<typeof sku>;

export const catalogue = z
  .strictObject({
    version: id,
    effectiveFrom: instant,
    termsVersions: z
      .record(z.string(), z.string())
      .meta({ description: 'Current version of the terms of each product line.' }),
    productLines: z.array(
      z.strictObject({
        productLine: text,
        name: localized,
        currency,
        contact: localized.meta({ description: 'Whom a buyer contacts.' }),
        regions: z
          .array(z.strictObject({ region: text, name: localized }))
          .meta({ description: 'Its price regions; empty if its prices are the same everywhere.' }),
        policies: facts.meta({
          description:
            'What an agreement may override, with the value that holds without one; a policy of pools is left out where pools of the line differ.',
        }),
      }),
    ),
    units: z
      .record(
        z.string(),
        z
          .strictObject({
            en: z.strictObject({
              one: text.meta({ description: 'After 1.' }),
              many: text.meta({ description: 'After any other number.' }),
            }),
            zh: text,
          })
          .meta({ id: 'UnitWords' }),
      )
      .meta({ description: 'Names of the units of the items after a number, by code.' }),
    features: z
      .array(namedFeature)
      .meta({ description: 'Names of the features that the items list by code.' }),
    items: z.array(sku),
  })
  .meta({ id: 'Catalogue' });

const catalogueVersion = z
  .strictObject({
    version: id,
    effectiveFrom: instant,
    author: z.string(),
    reason: z.string(),
    differences: z.array(priceDifference),
  })
  .meta({ id: 'CatalogueVersion' });

const setPricesBody = z
  .strictObject({
    prices: z.array(priceInput).min(1).max(1_000),
    demo: z.boolean().default(false),
    reason: prose,
  })
  .meta({
    id: 'SetPricesBody',
    examples: [
      {
        prices: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', amountMinor: 1_416, currency: 'USD' }],
        reason: 'Price list of 2026',
      },
    ],
  });

const termsOfService = z
  .strictObject({
    productLine: text,
    version: text,
    effectiveFrom: date,
    text: localized,
    sha256: text.meta({
      description: 'Hex SHA-256 of the English text, a line feed and the Chinese text, in UTF-8.',
    }),
  })
  .meta({ id: 'TermsOfService' });

export const catalogueRoutes = {
  listTermsOfService: {
    method: 'get',
    path: '/v1/terms-of-service',
    tag: 'Catalogue',
    summary: 'Lists every version of the terms of service of each product line, newest first; unpaged.',
    roles: 'open',
    query: z.strictObject({ productLine: text.optional(), version: text.optional() }),
    responses: { 200: z.strictObject({ items: z.array(termsOfService) }) },
    idempotency: 'none',
    errors: [],
  },
  getCatalogue: {
    method: 'get',
    path: '/v1/catalogue',
    tag: 'Catalogue',
    summary: 'Lists everything that is sold; unpaged.',
    roles: ANY_ROLE,
    query: z.strictObject({ productLine: text.optional(), kind: skuKind.optional() }),
    responses: { 200: catalogue },
    idempotency: 'none',
    errors: [],
  },
  setPrices: {
    method: 'put',
    path: '/v1/catalogue/prices',
    tag: 'Catalogue',
    summary: 'Sets prices in a new version of the catalogue. Placed orders retain theirs.',
    roles: OPERATOR,
    body: setPricesBody,
    responses: { 200: z.strictObject({ version: id }) },
    idempotency: 'none',
    errors: [],
  },
  listCatalogueVersions: {
    method: 'get',
    path: '/v1/catalogue/versions',
    tag: 'Catalogue',
    summary: 'Lists the versions of the catalogue, newest first.',
    roles: OPERATOR,
    query: z.strictObject(paging),
    responses: { 200: pageOf(catalogueVersion) },
    idempotency: 'none',
    errors: [],
  },
  getSku: {
    method: 'get',
    path: '/v1/catalogue/{sku}',
    tag: 'Catalogue',
    summary: 'Reads one SKU.',
    roles: ANY_ROLE,
    responses: { 200: sku },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
