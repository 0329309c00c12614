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
    },
    reason: 'Reason',
    note: 'Note (optional)',
    pay: 'Pay',
    renewal: {
      effect: 'A new order with the same lines is placed. Its periods start when the present ones end.',
      terms: {
        year: (name: string) => `Years of ${name}`,
        month: (name: string) => `Months of ${name}`,
      },
      hint: '0 does not renew this line.',
    },
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
    },
    reason: '原因',
    note: '备注（选填）',
    pay: '支付',
    renewal: {
      effect: '将按相同明细生成新订单，新的期限从现有期限结束时开始。',
      terms: { year: (name: string) => `${name}：年数`, month: (name: string) => `${name}：月数` },
      hint: '填 0 表示不续费此项。',
    },
  },
);
