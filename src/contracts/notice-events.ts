/** What each kind of notice says to programs: when it is sent, by which rule, and the facts in its `data`. */
import type { NoticeKind } from '../domain/kinds.ts';
import type { RuleId } from '../domain/rules.ts';

export interface NoticeEvent {
  /** Completes "Sent when …". */
  readonly when: string;
  readonly rule: RuleId;
  /** Names of the facts, besides those that every notice has. */
  readonly facts: readonly NoticeFact[];
}

const POOL = ['resource', 'rule', 'buy'] as const;
const LOT = ['lotId', 'resource', 'orderId'] as const;
const EPISODE = ['episodeId', 'capability', 'resource', 'sku', 'organizationId', 'rule', 'buy'] as const;
const PERIOD = ['orderId', 'sku', 'organizationId', 'from', 'until'] as const;
const TERM = ['termId', ...PERIOD] as const;
const LICENCE = ['licenceId', ...PERIOD, 'consortiumId'] as const;
const ORDER = ['orderId', 'reference'] as const;
const SERVICES = [
  'orderId',
  'lineId',
  'serviceId',
  'serviceIds',
  'count',
  'sku',
  'organizationId',
  'mode',
  'at',
] as const;

export type NoticeFact =
  | (
      | typeof POOL
      | typeof LOT
      | typeof EPISODE
      | typeof TERM
      | typeof LICENCE
      | typeof ORDER
      | typeof SERVICES
    )[number]
  | 'amount'
  | 'arrears'
  | 'available'
  | 'byItself'
  | 'capturedAt'
  | 'days'
  | 'daysBefore'
  | 'deliveredAt'
  | 'expiresAt'
  | 'given'
  | 'hours'
  | 'offset'
  | 'payUntil'
  | 'paymentId'
  | 'reason'
  | 'refundId'
  | 'refundedAt'
  | 'startBy'
  | 'storageYears'
  | 'suspendsAt'
  | 'threshold'
  | 'total'
  | 'units'
  | 'unitsAtRisk';

export const NOTICE_EVENTS: Readonly<Record<NoticeKind, NoticeEvent>> = {
  'pool.low': {
    when: 'a pool falls to a warning level or below',
    rule: 'AMB-12',
    facts: [...POOL, 'threshold', 'available'],
  },
  'pool.exhausted': { when: 'a pool has no units left', rule: 'AMB-12', facts: POOL },
  'lot.credited': {
    when: 'units are credited, by an order or free of charge',
    rule: '§8.5',
    facts: [...LOT, 'lineId', 'sku', 'units', 'storageYears', 'expiresAt', 'offset'],
  },
  'lot.expiring': {
    when: 'a lot with units left expires soon',
    rule: '§8.6',
    facts: [...LOT, 'daysBefore', 'unitsAtRisk', 'expiresAt'],
  },
  'lot.expired': { when: 'a lot expires with units left', rule: '§8.6', facts: [...LOT, 'units'] },
  'arrears.opened': {
    when: 'arrears arise: units are outstanding, or a paid period ended without a successor',
    rule: '§8.9',
    facts: [...EPISODE, 'termId', 'arrears', 'suspendsAt'],
  },
  'arrears.reduced': {
    when: 'a part of the arrears is paid',
    rule: '§8.10',
    facts: [...EPISODE, 'units', 'arrears'],
  },
  'arrears.cleared': {
    when: 'no arrears are left',
    rule: '§8.10',
    facts: [...EPISODE, 'termId', 'units', 'hours', 'arrears'],
  },
  'service.suspended': {
    when: 'arrears outlast their grace',
    rule: '§8.9',
    facts: [...EPISODE, 'arrears'],
  },
  'service.resumed': {
    when: 'a suspension lifts',
    rule: '§8.10',
    facts: [...EPISODE, 'termId', 'available'],
  },
  'term.activated': { when: 'a paid period begins to run', rule: 'AMB-55', facts: TERM },
  'term.expiring': {
    when: 'a paid period ends soon and nothing follows it',
    rule: 'AMB-55',
    facts: [...TERM, 'daysBefore'],
  },
  'term.ended': { when: 'a paid period ends and nothing follows it', rule: 'AMB-55', facts: TERM },
  'licence.activated': { when: 'a licence begins to run', rule: 'AMB-55', facts: LICENCE },
  'licence.expiring': {
    when: 'a licence ends soon and nothing follows it',
    rule: 'AMB-55',
    facts: [...LICENCE, 'daysBefore'],
  },
  'licence.ended': { when: 'a licence ends and nothing follows it', rule: 'AMB-55', facts: LICENCE },
  'order.paid': { when: 'an order is paid', rule: '§8.4', facts: [...ORDER, 'total', 'capturedAt'] },
  'order.payment_due': {
    when: 'the time to pay an order ends in two days',
    rule: '§8.1',
    facts: [...ORDER, 'total', 'payUntil'],
  },
  'order.payment_expired': {
    when: 'the time to pay an order is over',
    rule: '§8.1',
    facts: [...ORDER, 'total', 'payUntil'],
  },
  'order.refunded': {
    when: 'a refund is paid',
    rule: '§8.15',
    facts: [...ORDER, 'refundId', 'paymentId', 'amount', 'refundedAt'],
  },
  'crediting.late': {
    when: 'an order is not credited 24 hours after it was paid',
    rule: 'AMB-09',
    facts: ['orderId', 'capturedAt'],
  },
  'service.started': {
    when: 'services or maintenance start',
    rule: '§8.14',
    facts: [...SERVICES, 'byItself', 'startBy', 'until'],
  },
  'service.expiring': {
    when: 'services lapse soon, or maintenance starts by itself or ends soon',
    rule: '§8.14',
    facts: [...SERVICES, 'daysBefore', 'startBy', 'until'],
  },
  'service.lapsed': {
    when: 'services lapse because they were not started in time',
    rule: '§8.14',
    facts: [...SERVICES, 'startBy'],
  },
  'service.delivered': {
    when: 'services are delivered, to be accepted or rejected',
    rule: 'AMB-41',
    facts: SERVICES,
  },
  'service.awaiting_acceptance': {
    when: 'a delivery was neither accepted nor rejected for some days',
    rule: 'AMB-41',
    facts: [...SERVICES, 'deliveredAt', 'days'],
  },
  'service.accepted': {
    when: 'services are accepted',
    rule: 'AMB-41',
    facts: [...SERVICES, 'given'],
  },
  'service.rejected': {
    when: 'services are rejected, so that work continues',
    rule: 'AMB-41',
    facts: [...SERVICES, 'reason'],
  },
  'service.ended': { when: 'maintenance ends', rule: '§8.14', facts: [...SERVICES, 'until'] },
};
