import { texts } from '../texts/texts.ts';

export const COMMAND_TEXTS = texts(
  {
    names: {
      confirm: 'Confirm',
      cancel: 'Cancel the order',
      hold: 'Put on hold',
      release: 'Release the hold',
      refund: 'Refund',
      renew: 'Renew',
    },
    effects: {
      confirm: 'The order can then be paid.',
      cancel: 'The order ends and cannot be opened again.',
      hold: 'Nothing is credited until the hold is released. Promised times run on.',
      release: 'Crediting goes on.',
      renew: 'A new order with the same lines and terms is placed. Its periods start after the present ones.',
    },
    reason: 'Reason',
    note: 'Note (optional)',
    pay: 'Pay',
    terms: (version: string) => `The terms of service of ${version} are accepted.`,
    back: 'Back',
    pending: 'Sending…',
    renewal: 'Open the new order',
  },
  {
    names: {
      confirm: '确认订单',
      cancel: '取消订单',
      hold: '暂缓',
      release: '解除暂缓',
      refund: '退款',
      renew: '续费',
    },
    effects: {
      confirm: '确认后即可付款。',
      cancel: '订单将终止，且无法恢复。',
      hold: '解除暂缓前不予开通；承诺时限继续计算。',
      release: '继续开通。',
      renew: '按相同明细与期限生成新订单，新的期限从现有期限结束后开始。',
    },
    reason: '原因',
    note: '备注（选填）',
    pay: '支付',
    terms: (version: string) => `同意 ${version} 版服务条款。`,
    back: '返回',
    pending: '提交中…',
    renewal: '打开新订单',
  },
);
