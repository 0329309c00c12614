/** Quotes: the price of an order and everything that prevents it, without placing it (api.md §3). */
import { z } from 'zod';
import { unitPrice } from './prices.ts';
import { orderBody, termInput } from './order-body.ts';
import { currency, facts, money } from './primitives.ts';
import { problemEntry } from './problem.ts';
import { BUYERS } from './roles.ts';
import type { RouteTable } from './route.ts';

export const agreementNeed = { required: z.boolean(), satisfied: z.boolean() };

export const warning = z
  .strictObject({ path: z.string(), code: z.string(), message: z.string(), rule: z.string() })
  .meta({
    id: 'Warning',
    description: 'Allowed but possibly unexpected, such as a term that starts after another one.',
  });

export const quote = z
  .strictObject({
    currency: currency.nullable(),
    total: money.nullable().meta({ description: 'Null while a line cannot be priced.' }),
    lines: z.array(
      z.strictObject({
        sku: z.string(),
        quantity: z.number(),
        term: termInput.nullable(),
        unitPrice: unitPrice.nullable(),
        amount: money.nullable(),
        perMonth: money.optional().meta({
          description: 'For SKUs quoted monthly: the amount per month of the term, for display.',
        }),
        formula: z.string().nullable(),
        entitlement: facts.nullable(),
        assumptions: z
          .array(z.strictObject({ rule: z.string(), statement: z.string() }))
          .meta({ description: 'Decisions of the product that the sources leave open.' }),
      }),
    ),
    policies: facts,
    agreement: z.strictObject(agreementNeed),
    violations: z.array(problemEntry),
    warnings: z.array(warning),
  })
  .meta({ id: 'Quote' });
export type Quote = z.output<typeof quote>;
export type Warning = z.output<typeof warning>;

export const quoteRoutes = {
  quote: {
    method: 'post',
    path: '/v1/quotes',
    tag: 'Catalogue',
    summary: 'Prices an order and lists every violation. Changes nothing.',
    roles: BUYERS,
    body: orderBody,
    responses: { 200: quote },
    idempotency: 'none',
    errors: ['not_found'],
  },
} as const satisfies RouteTable;
