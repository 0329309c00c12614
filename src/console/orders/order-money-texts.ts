import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type PaymentStates = Record<Schemas['Payment']['state'], string>;
type Reasons = Record<NonNullable<Schemas['Payment']['reason']>, string>;
type RefundStates = Record<Schemas['Refund']['state'], string>;

/** Words about the money of an order: attempts to pay it, and refunds. */
export const ORDER_MONEY_TEXTS = texts(
  {
    title: 'Payments and refunds',
    what: 'Method and reference',
    state: 'State',
    amount: 'Amount',
    when: 'When',
    methods: { online: 'Online payment', offline: 'Bank transfer' },
    paymentStates: {
      pending: 'Pending',
      captured: 'Received',
      declined: 'Declined',
      excess: 'Paid too much',
      mismatched: 'Another amount',
      late: 'Too late',
      refunded: 'Refunded',
    } satisfies PaymentStates,
    reasons: {
      already_paid: 'The order was paid already',
      already_licensed: 'The licence was paid already',
      paid_too_far_ahead: 'Paid further ahead than can be bought',
      order_not_payable: 'The order could not be paid any more',
      payment_window_over: 'The time to pay was over',
      agreement_required: 'There was no agreement',
      amount_differs: 'The amount differs from the total',
      refused_by_provider: 'The payment provider refused it',
    } satisfies Reasons,
    refund: 'Refund',
    refundStates: { pending: 'On its way', paid: 'Paid back' } satisfies RefundStates,
    refundForm: {
      effect: 'Refunds what was not used, by the policy of each line. This cannot be undone.',
      what: 'What to refund',
      all: 'Everything that can be refunded',
      some: 'Some lines',
      nothing: 'Say how many of at least one line to refund.',
      quantity: (name: string) => `Quantity of ${name}`,
      quantityHint: (quantity: string) => `0 leaves it as it is; at most ${quantity}.`,
      reason: 'Reason',
      clause: 'Clause of the agreement',
      clauseHint: 'Only for lines that are refunded by agreement.',
    },
  },
  {
    title: '付款与退款',
    what: '方式与凭证号',
    state: '状态',
    amount: '金额',
    when: '时间',
    methods: { online: '在线支付', offline: '银行转账' },
    paymentStates: {
      pending: '处理中',
      captured: '已收款',
      declined: '已拒付',
      excess: '重复付款',
      mismatched: '金额不符',
      late: '逾期到账',
      refunded: '已退款',
    },
    reasons: {
      already_paid: '订单此前已付款',
      already_licensed: '该授权此前已付款',
      paid_too_far_ahead: '超出可预购的期限',
      order_not_payable: '订单当时已无法付款',
      payment_window_over: '付款期限已过',
      agreement_required: '当时未签协议',
      amount_differs: '金额与订单总额不符',
      refused_by_provider: '被支付服务商拒绝',
    },
    refund: '退款',
    refundStates: { pending: '退款中', paid: '已退回' },
    refundForm: {
      effect: '未使用部分按各明细的退款政策退款，且无法撤销。',
      what: '退款范围',
      all: '全部可退部分',
      some: '部分明细',
      nothing: '请至少填写一条明细的退款数量。',
      quantity: (name: string) => `${name}：数量`,
      quantityHint: (quantity: string) => `填 0 表示不退；最多 ${quantity}。`,
      reason: '原因',
      clause: '协议条款',
      clauseHint: '仅用于依协议退款的明细。',
    },
  },
);
