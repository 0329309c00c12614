/** Sign-off links. The bearer of a link's secret may accept or reject one delivery of one service until it expires (D-22). */
import type { AccountId, OrderId, ServiceId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text } from '../fields.ts';
import type { EvidenceOfService } from './services.ts';

export type AcceptanceLinkDocument = DocumentOf<typeof acceptanceLinks>;

export const acceptanceLinks = defineCollection({
  name: 'acceptanceLinks',
  fields: {
    _id: id(),
    /** SHA-256 of the secret. The secret itself is shown once and never stored. */
    hash: text(),
    serviceId: id<ServiceId>(),
    accountId: id<AccountId>(),
    orderId: id<OrderId>(),
    /** Rejections before the delivery that the link is about. A later delivery needs a new link. */
    round: integer(),
    deliveredAt: instant(),
    evidence: orNull(data<EvidenceOfService>()),
    /** Server time. */
    createdAt: instant(),
    /** Exclusive, in server time. */
    expiresAt: instant(),
  },
  indexes: [
    { keys: { hash: 1 }, unique: true },
    // A new link replaces the previous one of its service.
    { keys: { serviceId: 1 }, unique: true },
  ],
});
