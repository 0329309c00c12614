/** The payment providers' events, stored exactly as received and before they are acknowledged. */
import type { JsonObject } from '../../domain/json.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, orNull, text } from '../fields.ts';

export type PaymentEventDocument = DocumentOf<typeof paymentEvents>;

export const paymentEvents = defineCollection({
  name: 'paymentEvents',
  fields: {
    /** `<provider>:<event id>`, so that an event is stored once. */
    _id: id(),
    provider: text(),
    event: data<JsonObject>(),
    receivedAt: instant(),
    /** Account time when the event was stored: the instant at which a capture counts. Null if no account is known. */
    accountAt: orNull(instant()),
    appliedAt: orNull(instant()),
    outcome: orNull(text()),
  },
  indexes: [{ keys: { appliedAt: 1 }, partial: { appliedAt: null } }],
});
