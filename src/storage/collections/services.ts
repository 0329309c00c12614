/** Services: one record for each unit of a paid service line. */
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import type { ServiceKind, ServiceState } from '../../domain/entitlements/service-states.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountId, LineId, OrderId, ServiceId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, orNull, text } from '../fields.ts';
import type { StoredDocument } from './files.ts';

export interface ServiceRejection {
  readonly at: Instant;
  /** A reference: the API key, or the sender of a signal. The name is in the evidence. */
  readonly by: string;
  readonly rejectedBy: string | null;
  readonly reason: string;
}

/** What proves a step of a service: a note, a document by name and hash, or both. */
export interface EvidenceOfService {
  readonly note: string | null;
  readonly document: StoredDocument | null;
}

/** How the user accepted (AMB-41). */
export interface ServiceAcceptance {
  readonly given: AcceptanceGiver;
  /** The name of the person who accepted, or the reference that a signal carried. */
  readonly acceptedBy: string;
  readonly at: Instant;
  readonly evidence: EvidenceOfService | null;
}

export type ServiceDocument = DocumentOf<typeof services>;

export const services = defineCollection({
  name: 'services',
  fields: {
    _id: id<ServiceId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    orderId: id<OrderId>(),
    lineId: id<LineId>(),
    /** Number of the unit within its line, from 0. */
    unit: integer(),
    sku: text(),
    kind: text<ServiceKind>(),
    /** When its payment was captured. */
    purchasedAt: instant(),
    organizationId: text(),
    mode: orNull(text()),
    state: text<ServiceState>(),
    assignee: orNull(text()),
    /** Exclusive end of the time in which it can be started; null for a service that never lapses (AMB-44). */
    startBy: orNull(instant()),
    /** Of maintenance: years that it runs from its start. */
    runsYears: orNull(integer()),
    startedAt: orNull(instant()),
    deliveredAt: orNull(instant()),
    /** Of the current delivery. */
    deliveryEvidence: orNull(data<EvidenceOfService>()),
    acceptance: orNull(data<ServiceAcceptance>()),
    /** Exclusive end of maintenance. Before its start: the end it will have if it starts by itself (AMB-39). */
    endsAt: orNull(instant()),
    /** When it ended, for any reason. */
    endedAt: orNull(instant()),
    rejections: data<ServiceRejection[]>(),
  },
  indexes: [
    { keys: { lineId: 1, unit: 1 }, unique: true },
    // Before the indexes of accounts, so that a search by organization takes it.
    { keys: { organizationId: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1, assignee: 1 } },
    // Service ids are derived and carry no order, so lists sort by `purchasedAt`. States that depend on the clock follow
    // from `startBy` and `endsAt`.
    { keys: { orderId: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1 } },
    { keys: { accountId: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1, assignee: 1 } },
    { keys: { sandbox: 1, purchasedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, state: 1, purchasedAt: -1, _id: -1, startBy: 1, endsAt: 1 } },
    // Those without an assignee are found by it, too.
    { keys: { sandbox: 1, assignee: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1 } },
  ],
});
