import { texts } from '../texts/texts.ts';

/** Why money that was received does not pay its order. */
export const SET_ASIDE_TEXTS = texts(
  {
    title: 'Money that does not pay this order',
    chargedTwice: {
      toReturn: (received: string) => `You were charged twice; ${received} will be returned.`,
      returned: (received: string) => `You were charged twice; the refund of ${received} has been arranged.`,
    },
    paidTwice: {
      toReturn: (received: string) => `The order was paid twice; ${received} will be returned.`,
      returned: (received: string) =>
        `The order was paid twice; the refund of ${received} has been arranged.`,
    },
    reasons: {
      amount_differs: (received: string, total: string) => `${received} was received instead of ${total}`,
      already_licensed: (received: string) => `${received} was received, but the licence was paid already`,
      paid_too_far_ahead: (received: string) =>
        `${received} was received, but the product is paid as far ahead as it can be`,
      order_not_payable: (received: string) =>
        `${received} was received when the order could not be paid any more`,
      payment_window_over: (received: string) => `${received} was received after the time to pay was over`,
      agreement_required: (received: string) => `${received} was received while there was no agreement`,
    },
    toReturn: (what: string) => `${what}; it does not pay the order and will be returned.`,
    returned: (what: string) => `${what}; its refund has been arranged.`,
  },
  {
    title: '未用于支付本订单的款项',
    chargedTwice: {
      toReturn: (received: string) => `您被重复扣款，${received} 将退回。`,
      returned: (received: string) => `您被重复扣款，${received} 已办理退款。`,
    },
    paidTwice: {
      toReturn: (received: string) => `订单被重复付款，${received} 将退回。`,
      returned: (received: string) => `订单被重复付款，${received} 已办理退款。`,
    },
    reasons: {
      amount_differs: (received: string, total: string) => `实收 ${received}，应付 ${total}`,
      already_licensed: (received: string) => `收到 ${received}，但该授权此前已付款`,
      paid_too_far_ahead: (received: string) => `收到 ${received}，但该产品已达可预购的期限`,
      order_not_payable: (received: string) => `收到 ${received} 时，订单已无法付款`,
      payment_window_over: (received: string) => `收到 ${received} 时，付款期限已过`,
      agreement_required: (received: string) => `收到 ${received} 时，尚无有效的合作协议`,
    },
    toReturn: (what: string) => `${what}；该款项未用于支付订单，将退回。`,
    returned: (what: string) => `${what}；该款项已办理退款。`,
  },
);
