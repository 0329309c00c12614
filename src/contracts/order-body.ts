/**
 * The body of an order. The schema accepts any number as quantity or term, so that a fractional or negative one is
 * reported later as a violation with its rule (rules §8.2).
 */
import { z } from 'zod';
import { termUnit } from './catalogue.ts';
import { id, prose, text, verbatim } from './primitives.ts';

export const channel = z.enum(['online', 'offline']);

export const termInput = z.strictObject({ count: z.number(), unit: termUnit }).meta({ id: 'TermInput' });

const noteInput = z
  .strictObject({
    organizationName: text.optional(),
    organizationId: text.optional(),
    remarks: prose.optional().meta({ description: 'Further information for delivery.' }),
    token: verbatim.optional().meta({ description: 'A secret: never shown again.' }),
  })
  .meta({ id: 'ServiceNoteInput' });

const orderLineInput = z
  .strictObject({
    sku: text,
    quantity: z.number(),
    term: termInput.optional(),
    organizationId: id.optional(),
    consortiumId: id.optional(),
    mode: text.optional(),
    start: z.enum(['queue', 'now']).optional(),
    note: noteInput.optional(),
  })
  .meta({ id: 'OrderLineInput' });

const MOST_LINES = 50;

export const orderBody = z
  .strictObject({
    accountId: id,
    channel,
    termsAccepted: z.boolean(),
    termsVersion: text,
    salesTeam: text.optional(),
    agreementId: id.optional(),
    reference: text.optional(),
    lines: z.array(orderLineInput).min(1).max(MOST_LINES),
  })
  .meta({
    id: 'OrderBody',
    examples: [
      {
        accountId: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x',
        channel: 'online',
        termsAccepted: true,
        termsVersion: '2025-03-07',
        reference: 'PO-1234',
        lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 }],
      },
    ],
  });
