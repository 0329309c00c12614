/** What the payments of an order mean for it: one that is on its way, money that does not pay it, why it cannot be paid. */
import type { Schemas } from '@prepaid-fulfilment/client';

export type Payment = Schemas['Payment'];
type Order = Schemas['Order'];

/** The newest payment that is not decided yet and that the person did not accept beside another one. */
export function paymentOnItsWay(
  payments: readonly Payment[],
  accepted: readonly string[] = [],
): Payment | undefined {
  return payments.find(({ id, state }) => state === 'pending' && !accepted.includes(id));
}

type SetAsideReason = Exclude<NonNullable<Payment['reason']>, 'refused_by_provider'>;

export interface SetAside {
  readonly payment: Payment;
  /** Why the money does not pay the order. */
  readonly reason: SetAsideReason;
  /** True once its refund has been arranged. */
  readonly isReturned: boolean;
}

/** Money that was received and does not pay the order: paid twice, another amount, or too late. Newest first. */
export function setAsideIn(payments: readonly Payment[]): SetAside[] {
  return payments.flatMap((payment) => {
    const { reason, state } = payment;
    const isSetAside = ['excess', 'mismatched', 'late', 'refunded'].includes(state);
    if (!isSetAside || reason === undefined || reason === 'refused_by_provider') return [];
    return [{ payment, reason, isReturned: state === 'refunded' }];
  });
}

export type NotPayable =
  | 'awaiting_agreement'
  | 'awaiting_confirmation'
  | 'paid'
  | 'cancelled'
  | 'payment_expired'
  | 'refunded'
  | 'role';

/** Why an order without the action `pay` cannot be paid. */
export function whyNotPayable({
  state,
  payment,
  agreement,
}: Pick<Order, 'state' | 'payment' | 'agreement'>): NotPayable {
  switch (state) {
    case 'fulfilling':
    case 'active':
    case 'completed':
      return 'paid';
    case 'awaiting_payment':
      if (payment?.state === 'captured') return 'paid';
      return agreement.required && !agreement.satisfied ? 'awaiting_agreement' : 'role';
    default:
      return state;
  }
}
