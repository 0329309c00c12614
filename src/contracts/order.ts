/** An order in responses: what was sold, its state, and the commands available to the caller (api.md §4). */
import { z } from 'zod';
import { named } from './names.ts';
import { DEADLINE_KINDS } from '../domain/kinds.ts';
import { LINE_STATES, type LineState } from '../domain/orders/line-states.ts';
import { ORDER_STATES, PUBLIC_COMMANDS, type OrderState } from '../domain/orders/states.ts';
import { channel, termInput } from './order-body.ts';
import { unitPrice } from './prices.ts';
import { id, instant, localized, money, prose, text, workflow } from './primitives.ts';
import { agreementNeed, warning } from './quotes.ts';

export const orderState = z.enum(Object.keys(ORDER_STATES) as [OrderState, ...OrderState[]]);
const lineState = z.enum(Object.keys(LINE_STATES) as [LineState, ...LineState[]]);
export const deadlineKind = z.enum(DEADLINE_KINDS);

/** The note of a service line in responses. */
export const serviceNote = z
  .strictObject({ organizationName: text, organizationId: text.optional(), remarks: prose.optional() })
  .meta({ id: 'ServiceNote', description: 'A token in it is never shown.' });

const line = named(
  z.strictObject({
    id,
    sku: text,
    name: localized,
    quantity: z.int(),
    term: termInput.nullable(),
    unitPrice,
    amount: money,
    state: lineState,
    organizationId: id.optional(),
    consortiumId: id.optional(),
    mode: text.optional(),
    note: serviceNote.optional(),
    entitlementCount: z.int().meta({ description: 'Number of entitlements of the line.' }),
  }),
);

/** A line in a list: its entitlements are only counted. */
export const countedLine = line.meta({ id: 'CountedOrderLine' });
export type CountedLine = z.output<typeof countedLine>;

/** Most entitlements of a line that a response lists. */
export const MOST_ENTITLEMENTS = 200;

export const orderLine = line
  .extend({
    entitlements: z
      .array(z.strictObject({ kind: z.enum(['lot', 'licence', 'term', 'service']), id }))
      .max(MOST_ENTITLEMENTS)
      .meta({
        description: `The first ${MOST_ENTITLEMENTS}. \`GET /v1/services?orderId=\` lists all services.`,
      }),
  })
  .meta({ id: 'OrderLine' });
export type OrderLine = z.output<typeof orderLine>;

export const order = named(
  z.strictObject({
    id,
    accountId: id,
    productLine: text,
    salesTeam: text,
    state: orderState,
    channel,
    termsVersion: text,
    termsSha256: text.meta({ description: 'Hex SHA-256 of the accepted terms.' }),
    catalogueVersion: id,
    policyVersion: text,
    total: money,
    reference: text.optional(),
    lines: z.array(orderLine),
    warnings: z.array(warning).meta({ description: 'As of the placement of the order.' }),
    agreement: z.strictObject({ ...agreementNeed, agreementId: id.optional() }),
    payment: z
      .strictObject({
        state: z.enum(['pending', 'captured', 'declined', 'refunded']),
        paymentId: id,
        capturedAt: instant.nullable(),
        method: z.enum(['online', 'offline']),
      })
      .nullable(),
    deadlines: z.array(z.strictObject({ kind: deadlineKind, at: instant })),
    actions: z.array(z.enum(PUBLIC_COMMANDS)).meta({ description: 'Commands that the caller can give now.' }),
    held: z.boolean(),
    needsAttention: z.boolean(),
    placedAt: instant,
    renews: id.optional(),
    renewedBy: id.optional(),
    workflow,
  }),
).meta({ id: 'Order' });
export type Order = z.output<typeof order>;

/** An order in a list. */
export const listedOrder = order.extend({ lines: z.array(countedLine) }).meta({ id: 'ListedOrder' });
export type ListedOrder = z.output<typeof listedOrder>;
