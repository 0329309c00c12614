/** What each token makes the fake provider do (api.md §4). */
import type { Localized } from '../../domain/json.ts';
import type { PaymentChoice, ProviderEvent } from '../provider.ts';

/** One event that a charge with the token causes. */
export interface PlannedEvent {
  readonly type: Exclude<ProviderEvent['type'], 'refund.paid'>;
  /** Added to the requested amount. */
  readonly amountOffsetMinor: number;
  /** True if it occurs after the slow delay. */
  readonly slow: boolean;
  /** How many copies are sent at the same moment. */
  readonly copies: number;
}

const CAPTURED: PlannedEvent = { type: 'payment.captured', amountOffsetMinor: 0, slow: false, copies: 1 };

interface TokenBehaviour {
  readonly events: readonly PlannedEvent[];
  readonly name: Localized;
  readonly effect: Localized;
}

const BEHAVIOURS: Readonly<Record<string, TokenBehaviour>> = {
  tok_ok: {
    events: [CAPTURED],
    name: { en: 'Successful payment', zh: '付款成功' },
    effect: { en: 'The money is received at once.', zh: '款项即时到账。' },
  },
  tok_slow: {
    events: [{ ...CAPTURED, slow: true }],
    name: { en: 'Slow payment', zh: '延迟到账' },
    effect: { en: 'The money is received after two seconds.', zh: '款项在 2 秒后到账。' },
  },
  tok_declined: {
    events: [{ ...CAPTURED, type: 'payment.declined' }],
    name: { en: 'Declined payment', zh: '付款被拒' },
    effect: { en: 'The payment is declined, and can be tried again.', zh: '付款被拒绝，可重新付款。' },
  },
  tok_duplicate: {
    events: [{ ...CAPTURED, copies: 5 }],
    name: { en: 'Repeated report', zh: '重复通知' },
    effect: {
      en: 'The money is received once and reported five times; the order is credited once.',
      zh: '款项到账一次，但通知发送五次；订单仅开通一次。',
    },
  },
  tok_twice: {
    events: [CAPTURED, CAPTURED],
    name: { en: 'Charged twice', zh: '重复扣款' },
    effect: {
      en: 'The money is received twice; the second amount is put aside to be returned.',
      zh: '款项到账两次，第二笔将暂存待退。',
    },
  },
  tok_wrong_amount: {
    events: [{ ...CAPTURED, amountOffsetMinor: -1 }],
    name: { en: 'Wrong amount', zh: '金额不符' },
    effect: {
      en: 'One minor unit less is received; the order stays unpaid, and the money is put aside.',
      zh: '到账金额少一个最小货币单位；订单仍未付款，款项暂存。',
    },
  },
};

/** The tokens as buyers choose between them. */
export const TEST_CHOICES: readonly PaymentChoice[] = Object.entries(BEHAVIOURS).map(
  ([token, { name, effect }]) => ({ token, name, effect, test: true }),
);

/** Events of a charge, in order; null for an unknown token, which charges nothing. */
export function plannedEvents(token: string): readonly PlannedEvent[] | null {
  return Object.hasOwn(BEHAVIOURS, token) ? (BEHAVIOURS[token]?.events ?? null) : null;
}
