/**
 * What a notice is about. Notices about one subject reach an endpoint in the order in which they happened; those about others
 * do not wait for them. A subject is as narrow as the state that a receiver derives from its notices.
 */
import type { AccountId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import type { NoticeKind } from '../kinds.ts';

/**
 * - `order`: an order;
 * - `pool`: the units of one resource in an account, with their lots and arrears;
 * - `cover`: a subscription or licence of one SKU for an account, an organization or a consortium, with all its periods;
 * - `line`: the services of an order line;
 * - `episode`: arrears of units belong to their pool, an ended period to its cover.
 */
type SubjectKind = 'order' | 'pool' | 'cover' | 'line' | 'episode';

const SUBJECT_KINDS: Readonly<Record<NoticeKind, SubjectKind>> = {
  'pool.low': 'pool',
  'pool.exhausted': 'pool',
  'lot.credited': 'pool',
  'lot.expiring': 'pool',
  'lot.expired': 'pool',
  'arrears.opened': 'episode',
  'arrears.reduced': 'episode',
  'arrears.cleared': 'episode',
  'service.suspended': 'episode',
  'service.resumed': 'episode',
  'term.activated': 'cover',
  'term.expiring': 'cover',
  'term.ended': 'cover',
  'licence.activated': 'cover',
  'licence.expiring': 'cover',
  'licence.ended': 'cover',
  'order.paid': 'order',
  'order.payment_due': 'order',
  'order.payment_expired': 'order',
  'order.refunded': 'order',
  'crediting.late': 'order',
  'service.started': 'line',
  'service.expiring': 'line',
  'service.lapsed': 'line',
  'service.delivered': 'line',
  'service.awaiting_acceptance': 'line',
  'service.accepted': 'line',
  'service.rejected': 'line',
  'service.ended': 'line',
};

export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly accountId: AccountId;
  readonly payload: JsonObject;
}

/** The key of the subject, different for each account. */
export function subjectOf({ kind, accountId, payload }: NoticeFacts): string {
  const fact = (name: string): string => {
    const value = payload[name];
    return typeof value === 'string' ? value : '';
  };
  const pool = `pool:${accountId}:${fact('resource')}`;
  const scope = fact('organizationId') || fact('consortiumId');
  const cover = `cover:${accountId}:${scope}:${fact('sku')}`;
  switch (SUBJECT_KINDS[kind]) {
    case 'order':
      return `order:${accountId}:${fact('orderId')}`;
    case 'line':
      return `line:${accountId}:${fact('lineId')}`;
    case 'pool':
      return pool;
    case 'cover':
      return cover;
    case 'episode':
      return fact('resource') === '' ? cover : pool;
  }
}
