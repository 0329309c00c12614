/** Offers: what an account may buy, at its own prices (api.md §3). */
import { z } from 'zod';
import { SCOPES } from '../domain/catalogue/sku.ts';
import { unitPrice } from './prices.ts';
import { localized, text } from './primitives.ts';
import { agreementNeed } from './quotes.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

const offer = z
  .strictObject({
    productLine: text,
    sold: z.boolean().meta({ description: 'False if it is not sold in the country of the account.' }),
    region: z.strictObject({ region: text, name: localized }).nullable().meta({
      description: 'Price region of the account; null if prices are not regional, or it is not sold.',
    }),
    agreement: z.strictObject(agreementNeed),
    items: z.array(
      z.strictObject({
        sku: text,
        scope: z.enum(SCOPES).meta({ description: 'Whom a line is for, under the policies of the account.' }),
        unitPrice: unitPrice.nullable().meta({
          description: 'By the agreement of the account, or else the catalogue; null if it has no price.',
        }),
      }),
    ),
  })
  .meta({ id: 'Offer' });
export type Offer = z.output<typeof offer>;

export const offerRoutes = {
  listOffers: {
    method: 'get',
    path: '/v1/accounts/{id}/offers',
    tag: 'Catalogue',
    summary: 'Lists what an account may buy now, by product line, at its own prices; unpaged.',
    roles: ANY_ROLE,
    responses: { 200: z.strictObject({ items: z.array(offer) }) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
