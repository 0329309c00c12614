/** A sign-off link: whoever has its secret may decide about one delivery of one service, until it expires (D-22). */
import type { AccountId, OrderId, ServiceId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { dataOrNull, integer, text, type CollectionDeclaration } from '../define.ts';
import type { EvidenceOfService } from './entitlement.ts';

export interface AcceptanceLinkDocument {
  _id: string;
  /** SHA-256 of the secret, which is shown once and never stored. */
  hash: string;
  serviceId: ServiceId;
  accountId: AccountId;
  orderId: OrderId;
  /** Rejections before the delivery that it is about: a later delivery needs a new link. */
  round: number;
  deliveredAt: Instant;
  evidence: EvidenceOfService | null;
  /** Server time. */
  createdAt: Instant;
  /** Exclusive, in server time. */
  expiresAt: Instant;
}

export const acceptanceLinks: CollectionDeclaration = {
  name: 'acceptanceLinks',
  fields: {
    hash: text,
    serviceId: text,
    accountId: text,
    orderId: text,
    round: integer,
    deliveredAt: text,
    evidence: dataOrNull,
    createdAt: text,
    expiresAt: text,
  },
  indexes: [
    { keys: { hash: 1 }, unique: true },
    // A newer link replaces the one before.
    { keys: { serviceId: 1 }, unique: true },
  ],
};
