/** Idempotency records: the stored response of a request's first success, or the lease of a request in progress. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text } from '../fields.ts';

export type IdempotencyDocument = DocumentOf<typeof idempotency>;

export const idempotency = defineCollection({
  name: 'idempotency',
  fields: {
    /** `<scope>:<key>` */
    _id: id(),
    route: text(),
    bodyHash: text(),
    state: text<'leased' | 'done'>(),
    /** Holder of the lease. Only the holder renews it, completes it or releases it. */
    leasedBy: orNull(text()),
    /** End of the lease, epoch ms. */
    leasedUntilMs: orNull(integer()),
    /** Null while the request is in progress. */
    response: orNull(data<{ status: number; body: unknown }>()),
    createdAt: instant(),
  },
  indexes: [{ keys: { createdAt: 1 } }],
});
