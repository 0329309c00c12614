/** The closed lists of deadlines, notices and tasks (api.md §6), with the role that works on each task. */

export const DEADLINE_KINDS = [
  'payment.reminder',
  'payment.due',
  'crediting.warning',
  'crediting.breach',
  'service.reminder',
  'service.start_by',
  'service.acceptance_reminder',
  'service.ends',
  'licence.starts',
  'licence.reminder',
  'licence.ends',
  'term.starts',
  'term.reminder',
  'term.ends',
  'lot.reminder',
  'lot.expires',
  'episode.suspends',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** An internal deadline, at which an undelivered notice is sent again. It does not concern customers. */
export const DELIVERY_RETRY = 'delivery.retry';
export type StoredDeadlineKind = DeadlineKind | typeof DELIVERY_RETRY;

export const NOTICE_KINDS = [
  'pool.low',
  'pool.exhausted',
  'lot.credited',
  'lot.expiring',
  'lot.expired',
  'arrears.opened',
  'arrears.reduced',
  'arrears.cleared',
  'service.suspended',
  'service.resumed',
  'term.activated',
  'term.expiring',
  'term.ended',
  'licence.activated',
  'licence.expiring',
  'licence.ended',
  'order.paid',
  'order.payment_due',
  'order.payment_expired',
  'order.refunded',
  'crediting.late',
  'service.started',
  'service.expiring',
  'service.lapsed',
  'service.delivered',
  'service.awaiting_acceptance',
  'service.accepted',
  'service.rejected',
  'service.ended',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type TaskRole = 'sales' | 'delivery' | 'operator';
export const TASK_ROLES = {
  'agreement.needed': 'sales',
  'renewal.contact': 'sales',
  'service.to_start': 'delivery',
  'service.to_accept': 'delivery',
  'crediting.warning': 'operator',
  'crediting.breach': 'operator',
  'payment.excess': 'operator',
  'payment.mismatched': 'operator',
  'payment.late': 'operator',
  'payment.unknown': 'operator',
  'arrears.high': 'operator',
  'message.undeliverable': 'operator',
  'notice.undeliverable': 'operator',
  'reconcile.difference': 'operator',
} as const satisfies Record<string, TaskRole>;
export type TaskKind = keyof typeof TASK_ROLES;
