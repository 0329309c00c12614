import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type State = Schemas['Order']['state'];
/** What an order waits for, told to the person who bought it. */
export type Outlook = State | 'payment_pending' | 'payment_declined' | 'payment_set_aside' | 'held';

const EN: Record<Outlook, { title: string; text: string }> = {
  awaiting_agreement: {
    title: 'Waiting for the cooperation agreement',
    text: 'The order is placed. It can be confirmed and paid as soon as a signed agreement is recorded that covers it.',
  },
  awaiting_confirmation: {
    title: 'Waiting to be confirmed',
    text: 'The order is placed. Confirm it, then it can be paid.',
  },
  awaiting_payment: {
    title: 'Waiting for payment',
    text: 'The order is confirmed. Nothing was received yet.',
  },
  payment_pending: {
    title: 'The payment is being confirmed',
    text: 'The provider has the payment. This page follows it by itself.',
  },
  payment_declined: {
    title: 'The payment was declined',
    text: 'Nothing was charged. Try again, or pay in another way.',
  },
  payment_set_aside: {
    title: 'The order is not paid yet',
    text: 'Money was received that does not pay it. It can still be paid with exactly its total.',
  },
  held: {
    title: 'Paid; the order is on hold',
    text: 'The payment was received. The order is checked before what was bought is credited. Nothing is lost.',
  },
  fulfilling: {
    title: 'Paid; it is being credited',
    text: 'The payment was received. This usually takes seconds, and at most 24 hours. This page follows it by itself.',
  },
  active: { title: 'Everything is active', text: 'The payment was received, and what you bought is there.' },
  completed: { title: 'The order is complete', text: 'Everything of it was used, delivered or has ended.' },
  cancelled: { title: 'The order was cancelled', text: 'It cannot be paid any more.' },
  payment_expired: {
    title: 'The order has expired',
    text: 'It was not paid in time. Place it again if it is still needed.',
  },
  refunded: { title: 'The order was refunded', text: 'The money goes back the way it came.' },
};
const ZH: typeof EN = {
  awaiting_agreement: {
    title: '等待合作协议',
    text: '订单已提交。登记有效的合作协议后，即可确认并支付。',
  },
  awaiting_confirmation: { title: '等待确认', text: '订单已提交，确认后即可支付。' },
  awaiting_payment: { title: '等待付款', text: '订单已确认，尚未收到款项。' },
  payment_pending: { title: '付款确认中', text: '支付服务商正在处理，本页将自动更新。' },
  payment_declined: { title: '付款被拒', text: '未扣款。请重新支付，或改用其他方式。' },
  payment_set_aside: {
    title: '订单尚未付款',
    text: '收到的款项未能支付订单。您仍可按订单总额准确付款。',
  },
  held: { title: '已付款，订单暂缓', text: '款项已收到。开通前需要核查，您的权益不受影响。' },
  fulfilling: {
    title: '已付款，开通中',
    text: '款项已收到。通常数秒内完成，最迟不超过 24 小时。本页将自动更新。',
  },
  active: { title: '已全部开通', text: '款项已收到，所购内容已生效。' },
  completed: { title: '订单已完成', text: '所购内容已全部使用、交付或到期。' },
  cancelled: { title: '订单已取消', text: '该订单无法再支付。' },
  payment_expired: { title: '订单已失效', text: '订单逾期未支付。如仍需要，请重新下单。' },
  refunded: { title: '订单已退款', text: '款项将原路退回。' },
};

export const RESULT_TEXTS = texts(
  {
    title: 'Your order',
    loading: 'Loading the order…',
    notFound: 'There is no such order, or you may not see it.',
    outlooks: EN,
    beginsLater: {
      title: 'Everything is set up; some of it begins later',
      text: 'The payment was received. When each product begins is shown below.',
    },
    onHold: 'The order is on hold: what was bought is credited once the order has been checked and released.',
    confirm: 'Confirm the order',
    confirming: 'Confirming…',
    pay: 'Pay now',
    payAgain: 'Try again',
    recordAgreement: 'Record the agreement',
    askForAgreement: (contact: string) => `To sign one, please contact ${contact}.`,
    toOrder: 'Open the order',
    toAccount: 'What the account has',
    toOrders: 'All orders',
    buyMore: 'Buy something else',
    toServices: 'Open the services',
    bought: 'What was bought',
    ordered: 'What was ordered',
    product: 'Product',
    state: 'State',
    became: 'What it became',
    nothingYet: 'Nothing yet',
    later: 'Begins later',
    takenBack: 'Refunded; it cannot be used any more',
    usable: (units: string, until: string) => `${units}, usable through ${until}`,
    from: (from: string, until: string) => `From ${from} through ${until}`,
    perpetual: (from: string) => `From ${from}, without end`,
    services: (count: number) =>
      count === 1 ? '1 service to be delivered' : `${count} services to be delivered`,
  },
  {
    title: '您的订单',
    loading: '订单加载中…',
    notFound: '订单不存在，或您无权查看。',
    outlooks: ZH,
    beginsLater: {
      title: '已全部开通，部分产品稍后生效',
      text: '款项已收到。各产品的生效日期见下方。',
    },
    onHold: '订单已暂缓：核查并解除暂缓后，所购内容才会开通。',
    confirm: '确认订单',
    confirming: '确认中…',
    pay: '去支付',
    payAgain: '重新支付',
    recordAgreement: '登记协议',
    askForAgreement: (contact: string) => `如需签署，请联系${contact}。`,
    toOrder: '查看订单',
    toAccount: '账户总览',
    toOrders: '全部订单',
    buyMore: '继续购买',
    toServices: '查看服务',
    bought: '所购内容',
    ordered: '订购内容',
    product: '产品',
    state: '状态',
    became: '开通情况',
    nothingYet: '尚未开通',
    later: '待生效',
    takenBack: '已退款，不可再使用',
    usable: (units: string, until: string) => `${units}，有效期至 ${until}`,
    from: (from: string, until: string) => `${from} 至 ${until}`,
    perpetual: (from: string) => `自 ${from} 起长期有效`,
    services: (count: number) => `${count} 项服务待交付`,
  },
);
