/** Notices of orders and their payments, refunds and delays. */
import { aside, asideZh, when, sentence, orderName, orderNameZh, type NoticeTexts } from './sentences.ts';

export const ORDER_NOTICE_TEXTS = {
  'order.paid': {
    en: (facts) => ({
      title: `Paid: ${orderName(facts)}`,
      sentences: [
        `We have received the payment of ${facts.account} for ${orderName(facts)}${aside(facts.total)}.`,
        'Your purchase is being activated.',
      ],
    }),
    zh: (facts) => ({
      title: `已付款：${orderNameZh(facts)}`,
      sentences: [`${facts.account}：${orderNameZh(facts)}已付款${asideZh(facts.total)}，正在为您开通。`],
    }),
  },
  'order.payment_due': {
    en: (facts) => ({
      title: `Payment due: ${orderName(facts)}`,
      sentences: [
        `${orderName(facts)} of ${facts.account}${aside(facts.total)} has not been paid yet.`,
        `Please pay it${when(facts.payUntil, (at) => ` by ${at}`)}; after that the order expires.`,
      ],
    }),
    zh: (facts) => ({
      title: `待付款：${orderNameZh(facts)}`,
      sentences: [
        `${facts.account}：${orderNameZh(facts)}尚未付款${asideZh(facts.total)}。`,
        `请${facts.payUntil === undefined ? '尽快' : `在 ${facts.payUntil} 前`}付款，逾期订单将失效。`,
      ],
    }),
  },
  'order.payment_expired': {
    en: (facts) => ({
      title: `Expired unpaid: ${orderName(facts)}`,
      sentences: [
        `${orderName(facts)} of ${facts.account}${aside(facts.total)} was not paid in time and has expired.`,
        'Please place a new order if you still need it.',
      ],
    }),
    zh: (facts) => ({
      title: `逾期未付，订单已失效：${orderNameZh(facts)}`,
      sentences: [
        `${facts.account}：${orderNameZh(facts)}${asideZh(facts.total)}逾期未付款，已失效。`,
        '如仍需要，请重新下单。',
      ],
    }),
  },
  'order.refunded': {
    en: (facts) => ({
      title: `Refunded: ${orderName(facts)}`,
      sentences: [
        `${facts.amount ?? 'The refund'} ${facts.amount === undefined ? 'has been paid' : 'was refunded'} to ${facts.account} for ${orderName(facts)}.`,
      ],
    }),
    zh: (facts) => ({
      title: `已退款：${orderNameZh(facts)}`,
      sentences: [
        `${facts.account}：${orderNameZh(facts)}已退款${when(facts.amount, (amount) => ` ${amount}`)}。`,
      ],
    }),
  },
  'crediting.late': {
    en: (facts) => ({
      title: `Delayed: ${orderName(facts)}`,
      sentences: [
        `${orderName(facts)} of ${facts.account}${when(facts.capturedAt, (at) => `, paid on ${at},`)} has not been activated within the promised time. We apologize and are working on it.`,
        'No action is needed.',
      ],
    }),
    zh: (facts) => ({
      title: `到账延迟：${orderNameZh(facts)}`,
      sentences: [
        `${facts.account}：${orderNameZh(facts)}${asideZh(sentence(facts.capturedAt, (at) => `${at} 付款`))}未在承诺时间内到账，非常抱歉，我们正在处理。`,
        '您无需进行任何操作。',
      ],
    }),
  },
} as const satisfies NoticeTexts;
