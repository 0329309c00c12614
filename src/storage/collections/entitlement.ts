/** What paid lines become besides lots: licences, terms, and one service for each unit. */
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import type { PolicyValues } from '../../domain/catalogue/policies.ts';
import type { PeriodChain } from '../../domain/entitlements/period.ts';
import type { ServiceKind, ServiceState } from '../../domain/entitlements/service-states.ts';
import type {
  AccountId,
  ConsortiumId,
  LineId,
  OrderId,
  OrganizationId,
  ServiceId,
} from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  PRESENT,
  data,
  dataOrNull,
  flag,
  integer,
  integerOrNull,
  text,
  textOrNull,
  texts,
  type CollectionDeclaration,
  type StoredDocument,
} from '../define.ts';

/** Features of a paid software line, active in its scope. */
export interface LicenceDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  orderId: OrderId;
  lineId: LineId;
  sku: string;
  scope: 'account' | 'organization' | 'consortium';
  organizationId: OrganizationId | null;
  consortiumId: ConsortiumId | null;
  features: string[];
  /** SKUs that must be active for an organization, so that its features are (AMB-46). */
  requires: string[];
  from: Instant;
  /** Exclusive; null for a perpetual one. */
  until: Instant | null;
  chain: PeriodChain | null;
  /** Id of the first period of its chain: a renewal queues behind the last one. */
  chainId: string;
  /** Booked when its end came or its money was returned; null before. */
  end: 'ended' | 'refunded' | null;
  endedAt: Instant | null;
}

export const licences: CollectionDeclaration = {
  name: 'licences',
  fields: {
    accountId: text,
    sandbox: flag,
    orderId: text,
    lineId: text,
    sku: text,
    scope: text,
    organizationId: textOrNull,
    consortiumId: textOrNull,
    features: texts,
    requires: texts,
    from: text,
    until: textOrNull,
    chain: dataOrNull,
    chainId: text,
    end: textOrNull,
    endedAt: textOrNull,
  },
  indexes: [
    { keys: { lineId: 1 }, unique: true },
    { keys: { accountId: 1, from: -1, _id: -1 } },
    { keys: { accountId: 1, sku: 1, from: 1 } },
  ],
};

/** The paid period of one subscription or resource pack line: one feature, a number of sets. */
export interface TermDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  orderId: OrderId;
  lineId: LineId;
  sku: string;
  /** Null for what belongs to the account (AMB-28). */
  organizationId: OrganizationId | null;
  sets: number;
  /** Codes of the features that it activates while it runs. */
  features: string[];
  /** Capability that is open while the cover lasts. */
  grants: string | null;
  /** Capability that closes after the cover ended, and the one that stays open. */
  closes: string | null;
  keeps: string | null;
  /** The order's policies that the end of cover needs, and their version. No grace where nothing closes. */
  graceHours: number;
  validitySuspends: PolicyValues['validitySuspends'];
  policyVersion: string;
  from: Instant;
  until: Instant;
  chain: PeriodChain;
  /** Id of the first period of its chain: a renewal queues behind the last one. */
  chainId: string;
  end: 'ended' | 'refunded' | null;
  endedAt: Instant | null;
}

export const terms: CollectionDeclaration = {
  name: 'terms',
  fields: {
    accountId: text,
    sandbox: flag,
    orderId: text,
    lineId: text,
    sku: text,
    organizationId: textOrNull,
    sets: integer,
    features: texts,
    grants: textOrNull,
    closes: textOrNull,
    keeps: textOrNull,
    graceHours: integer,
    validitySuspends: text,
    policyVersion: text,
    from: text,
    until: text,
    chain: data,
    chainId: text,
    end: textOrNull,
    endedAt: textOrNull,
  },
  indexes: [
    { keys: { lineId: 1 }, unique: true },
    { keys: { accountId: 1, from: -1, _id: -1 } },
    { keys: { accountId: 1, organizationId: 1, sku: 1, from: 1 } },
  ],
};

export interface ServiceRejection {
  readonly at: Instant;
  /** A reference of who rejected: a key, or the sender of a signal. The name is in the evidence. */
  readonly by: string;
  readonly rejectedBy: string | null;
  readonly reason: string;
}

/** What proves that something happened: a note, a document by name and hash, or both. */
export interface EvidenceOfService {
  readonly note: string | null;
  readonly document: StoredDocument | null;
}

/** How the user accepted (AMB-41). */
export interface ServiceAcceptance {
  readonly given: AcceptanceGiver;
  /** The name of who accepted, or the reference that a signal carried. */
  readonly acceptedBy: string;
  readonly at: Instant;
  readonly evidence: EvidenceOfService | null;
}

/** One unit of a paid service line. */
export interface ServiceDocument {
  _id: string;
  accountId: AccountId;
  sandbox: boolean;
  orderId: OrderId;
  lineId: LineId;
  /** Number of the unit within its line, from 0. */
  unit: number;
  sku: string;
  kind: ServiceKind;
  /** When the money for it was captured. */
  purchasedAt: Instant;
  organizationId: OrganizationId;
  mode: string | null;
  state: ServiceState;
  assignee: string | null;
  /** Exclusive end of the time in which it can be started; null for what never lapses (AMB-44). */
  startBy: Instant | null;
  /** Of maintenance: years it runs from its start. */
  runsYears: number | null;
  startedAt: Instant | null;
  deliveredAt: Instant | null;
  /** Of the delivery that stands. */
  deliveryEvidence: EvidenceOfService | null;
  acceptance: ServiceAcceptance | null;
  /** Exclusive end of maintenance; of one that nobody started, the end it has if it starts by itself (AMB-39). */
  endsAt: Instant | null;
  /** When it came to its end, whatever that was. */
  endedAt: Instant | null;
  rejections: ServiceRejection[];
}

export const services: CollectionDeclaration = {
  name: 'services',
  fields: {
    accountId: text,
    sandbox: flag,
    orderId: text,
    lineId: text,
    unit: integer,
    sku: text,
    kind: text,
    purchasedAt: text,
    organizationId: text,
    mode: textOrNull,
    state: text,
    assignee: textOrNull,
    startBy: textOrNull,
    runsYears: integerOrNull,
    startedAt: textOrNull,
    deliveredAt: textOrNull,
    deliveryEvidence: dataOrNull,
    acceptance: dataOrNull,
    endsAt: textOrNull,
    endedAt: textOrNull,
    rejections: data,
  },
  indexes: [
    { keys: { lineId: 1, unit: 1 }, unique: true },
    // Ids of services are derived: when they were bought tells the newest. States by the clock follow from the ends.
    { keys: { orderId: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1 } },
    { keys: { accountId: 1, purchasedAt: -1, _id: -1, state: 1, startBy: 1, endsAt: 1, assignee: 1 } },
    { keys: { sandbox: 1, purchasedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, state: 1, purchasedAt: -1, _id: -1, startBy: 1, endsAt: 1 } },
    { keys: { sandbox: 1, assignee: 1, purchasedAt: -1, _id: -1 }, partial: { assignee: PRESENT } },
  ],
};

/** What came with a command on a service, kept out of workflow histories: names, notes, documents. */
export interface ServiceEvidenceDocument {
  /** Derived from the command's request. */
  _id: string;
  serviceId: ServiceId;
  command: string;
  /** Who accepted, rejected, or shall do the work. */
  person: string | null;
  reason: string | null;
  note: string | null;
  document: StoredDocument | null;
  by: string;
  recordedAt: Instant;
}

export const serviceEvidence: CollectionDeclaration = {
  name: 'serviceEvidence',
  fields: {
    serviceId: text,
    command: text,
    person: textOrNull,
    reason: textOrNull,
    note: textOrNull,
    document: dataOrNull,
    by: text,
    recordedAt: text,
  },
  indexes: [{ keys: { serviceId: 1, _id: 1 } }],
};

/** A token that came with a service line, encrypted. */
export interface EncryptedTokenDocument {
  /** Id of the line. */
  _id: string;
  accountId: AccountId;
  encrypted: string;
  createdAt: Instant;
}

export const encryptedTokens: CollectionDeclaration = {
  name: 'encryptedTokens',
  fields: { accountId: text, encrypted: text, createdAt: text },
  indexes: [{ keys: { accountId: 1 } }],
};
