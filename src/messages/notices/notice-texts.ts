/** What each kind of notice says, in English and in Chinese. A kind without its texts does not compile. */
import type { NoticeKind } from '../../domain/kinds.ts';
import type { Language } from '../../domain/json.ts';
import type { NoticeFacts } from './notice-facts.ts';

export interface NoticeText {
  readonly title: string;
  /** Those that lack their facts are undefined. */
  readonly sentences: readonly (string | undefined)[];
}

type NoticeTexts = Readonly<
  Record<NoticeKind, Readonly<Record<Language, (facts: NoticeFacts) => NoticeText>>>
>;

/** ` (A, B)` of what is known; nothing where nothing is. */
function aside(...parts: (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

function asideZh(...parts: (string | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? '' : `（${known.join('，')}）`;
}

/** A piece of a sentence, where its fact is known. */
function when(fact: string | undefined, piece: (known: string) => string): string {
  return fact === undefined ? '' : piece(fact);
}

function sentence(fact: string | undefined, words: (known: string) => string): string | undefined {
  return fact === undefined ? undefined : words(fact);
}

const topUp = ({ buy, resource }: NoticeFacts): string =>
  buy === undefined ? `Please top up ${resource}` : `Please order ${buy}`;
const topUpZh = ({ buy, resource }: NoticeFacts): string =>
  buy === undefined ? `请续费${resource}` : `请订购 ${buy}`;

/** What the holder of a period has to do to keep it. */
const renew = ({ product, order }: NoticeFacts): string =>
  `Please renew ${product}${when(order, (name) => ` (${name})`)}`;
const renewZh = ({ product, order }: NoticeFacts): string => `请续费${product}${asideZh(order)}`;

const orderName = ({ order }: NoticeFacts): string => order ?? 'your order';
const orderNameZh = ({ order }: NoticeFacts): string => order ?? '您的订单';

const activated: Readonly<Record<Language, (facts: NoticeFacts) => NoticeText>> = {
  en: ({ product, holder, order, from, until }) => ({
    title: `Activated: ${product}`,
    sentences: [
      `${product} is now active for ${holder}${aside(order)}.`,
      until === undefined
        ? undefined
        : `It can be used ${when(from, (start) => `from ${start} `)}until ${until}.`,
    ],
  }),
  zh: ({ product, holder, order, from, until }) => ({
    title: `已开通：${product}`,
    sentences: [
      `${holder}：${product}已开通${asideZh(order)}。`,
      until === undefined ? undefined : `有效期${when(from, (start) => `自 ${start} 起`)}至 ${until}。`,
    ],
  }),
};

const expiring: Readonly<Record<Language, (facts: NoticeFacts) => NoticeText>> = {
  en: (facts) => ({
    title: `Ends ${facts.ahead ?? 'soon'}: ${facts.product}`,
    sentences: [
      `${facts.product} for ${facts.holder} ends ${facts.until === undefined ? (facts.ahead ?? 'soon') : `on ${facts.until}`}.`,
      `${renew(facts)} in good time to keep using it.`,
    ],
  }),
  zh: (facts) => ({
    title: `${facts.ahead ?? '即将'}到期：${facts.product}`,
    sentences: [
      `${facts.holder}：${facts.product}${facts.until === undefined ? (facts.ahead ?? '即将') : `将于 ${facts.until} `}到期。`,
      `${renewZh(facts)}，以免影响使用。`,
    ],
  }),
};

const ended: Readonly<Record<Language, (facts: NoticeFacts) => NoticeText>> = {
  en: (facts) => ({
    title: `Ended: ${facts.product}`,
    sentences: [
      `${facts.product} for ${facts.holder} ended${when(facts.until, (until) => ` on ${until}`)}.`,
      `${renew(facts)} if you wish to go on using it.`,
    ],
  }),
  zh: (facts) => ({
    title: `已到期：${facts.product}`,
    sentences: [
      `${facts.holder}：${facts.product}已${when(facts.until, (until) => `于 ${until} `)}到期。`,
      `如需继续使用，${renewZh(facts)}。`,
    ],
  }),
};

export const NOTICE_TEXTS: NoticeTexts = {
  'pool.low': {
    en: (facts) => ({
      title: `Running low: ${facts.resource}`,
      sentences: [
        `The balance of ${facts.resource} of ${facts.account} is low${when(facts.available, (left) => `: ${left} left`)}${when(facts.threshold, (level) => ` (warning level: ${level})`)}.`,
        `${topUp(facts)} in good time.`,
      ],
    }),
    zh: (facts) => ({
      title: `余量不足：${facts.resource}`,
      sentences: [
        `${facts.account}：${facts.resource}余量不足${when(facts.available, (left) => `，剩余 ${left}`)}${asideZh(sentence(facts.threshold, (level) => `预警值 ${level}`))}。`,
        `${topUpZh(facts)}，以免影响使用。`,
      ],
    }),
  },
  'pool.exhausted': {
    en: (facts) => ({
      title: `Used up: ${facts.resource}`,
      sentences: [
        `Nothing is left of ${facts.resource} of ${facts.account}.`,
        `${topUp(facts)} to continue without interruption.`,
      ],
    }),
    zh: (facts) => ({
      title: `已用尽：${facts.resource}`,
      sentences: [`${facts.account}：${facts.resource}已用尽。`, `${topUpZh(facts)}，以免影响使用。`],
    }),
  },
  'lot.credited': {
    en: (facts) => ({
      title: `Credited: ${facts.product}`,
      sentences: [
        `${facts.account} was credited with ${facts.units ?? facts.resource}${aside(facts.units === undefined ? undefined : facts.product, facts.order)}.`,
        sentence(facts.offset, (offset) => `Of this, ${offset} paid arrears.`),
        sentence(facts.expiresAt, (end) => `It can be used until ${end}.`),
      ],
    }),
    zh: (facts) => ({
      title: `已到账：${facts.product}`,
      sentences: [
        `${facts.account}：${facts.units ?? facts.resource}已到账${asideZh(facts.units === undefined ? undefined : facts.product, facts.order)}。`,
        sentence(facts.offset, (offset) => `其中 ${offset}用于抵扣欠费。`),
        sentence(facts.expiresAt, (end) => `有效期至 ${end}。`),
      ],
    }),
  },
  'lot.expiring': {
    en: (facts) => ({
      title: `Expiring ${facts.ahead ?? 'soon'}: ${facts.resource}`,
      sentences: [
        `Unused units of ${facts.account} expire ${facts.expiresAt === undefined ? (facts.ahead ?? 'soon') : `on ${facts.expiresAt}`}: ${facts.units ?? facts.resource}${aside(facts.units === undefined ? undefined : facts.resource, facts.order)}.`,
        'Please use them before then; what is left afterwards is void.',
      ],
    }),
    zh: (facts) => ({
      title: `${facts.ahead ?? '即将'}到期：${facts.resource}`,
      sentences: [
        `${facts.account}：${facts.units ?? facts.resource}${asideZh(facts.units === undefined ? undefined : facts.resource, facts.order)}${facts.expiresAt === undefined ? (facts.ahead ?? '即将') : `将于 ${facts.expiresAt} `}到期。`,
        '请在到期前使用，逾期作废。',
      ],
    }),
  },
  'lot.expired': {
    en: (facts) => ({
      title: `Expired: ${facts.resource}`,
      sentences: [
        `Unused units of ${facts.account} have expired: ${facts.units ?? facts.resource}${aside(facts.units === undefined ? undefined : facts.resource, facts.order)}.`,
        `${topUp(facts)} if you need more.`,
      ],
    }),
    zh: (facts) => ({
      title: `已到期：${facts.resource}`,
      sentences: [
        `${facts.account}：未使用的 ${facts.units ?? facts.resource}${asideZh(facts.units === undefined ? undefined : facts.resource, facts.order)}已到期作废。`,
        `如需继续使用，${topUpZh(facts)}。`,
      ],
    }),
  },
  'arrears.opened': {
    en: (facts) =>
      facts.isOfUnits
        ? {
            title: `In arrears: ${facts.resource}`,
            sentences: [
              `${facts.account} has used up its ${facts.resource}${when(facts.arrears, (arrears) => ` and owes ${arrears}`)}.`,
              `${when(facts.suspendsAt, (at) => `unless the arrears are paid by ${at}, `)}the service will be suspended; what is already stored stays available.`,
              `${topUp(facts)}: the arrears are paid first.`,
            ],
          }
        : {
            title: `In arrears: ${facts.product}`,
            sentences: [
              `The paid period of ${facts.product} for ${facts.holder} has ended.`,
              `${when(facts.suspendsAt, (at) => `unless it is renewed by ${at}, `)}the service will be suspended; history stays available.`,
              `${renew(facts)} to continue without interruption.`,
            ],
          },
    zh: (facts) =>
      facts.isOfUnits
        ? {
            title: `欠费提醒：${facts.resource}`,
            sentences: [
              `${facts.account}：${facts.resource}已用尽${when(facts.arrears, (arrears) => `，欠费 ${arrears}`)}。`,
              `如未续费，${facts.suspendsAt === undefined ? '将' : `将于 ${facts.suspendsAt} `}停服，已上传的内容不受影响。`,
              `${topUpZh(facts)}，续费后优先抵扣欠费。`,
            ],
          }
        : {
            title: `欠费提醒：${facts.product}`,
            sentences: [
              `${facts.holder}：${facts.product}已到期。`,
              `如未续费，${facts.suspendsAt === undefined ? '将' : `将于 ${facts.suspendsAt} `}停服，历史数据仍可查看。`,
              `${renewZh(facts)}，以免影响使用。`,
            ],
          },
  },
  'arrears.reduced': {
    en: (facts) => ({
      title: `Arrears reduced: ${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `Part of the arrears of ${facts.account} has been paid${aside(facts.isOfUnits ? facts.resource : facts.product, facts.units)}.`,
        sentence(facts.arrears, (arrears) => `${arrears} still owed.`),
        `${facts.isOfUnits ? topUp(facts) : renew(facts)} to pay the rest.`,
      ],
    }),
    zh: (facts) => ({
      title: `部分欠费已抵扣：${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `${facts.account}：${facts.isOfUnits ? facts.resource : facts.product}已抵扣${facts.units === undefined ? '部分欠费' : `欠费 ${facts.units}`}${when(facts.arrears, (arrears) => `，仍欠费 ${arrears}`)}。`,
        `${facts.isOfUnits ? topUpZh(facts) : renewZh(facts)}，以抵扣剩余欠费。`,
      ],
    }),
  },
  'arrears.cleared': {
    en: (facts) => ({
      title: `Arrears cleared: ${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `Nothing is owed any more for ${facts.isOfUnits ? facts.resource : facts.product} by ${facts.isOfUnits ? facts.account : facts.holder}.`,
      ],
    }),
    zh: (facts) => ({
      title: `欠费已结清：${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `${facts.isOfUnits ? facts.account : facts.holder}：${facts.isOfUnits ? facts.resource : facts.product}欠费已结清。`,
      ],
    }),
  },
  'service.suspended': {
    en: (facts) =>
      facts.isOfUnits
        ? {
            title: `Suspended: ${facts.resource}`,
            sentences: [
              `${facts.resource} of ${facts.account}: the service is suspended because of arrears${aside(facts.arrears)}. What is already stored stays available.`,
              `${topUp(facts)}: the arrears are paid first, then the service resumes by itself.`,
            ],
          }
        : {
            title: `Suspended: ${facts.product}`,
            sentences: [
              `${facts.product} for ${facts.holder} is suspended because its paid period has ended. History stays available.`,
              `${renew(facts)}: the service then resumes by itself.`,
            ],
          },
    zh: (facts) =>
      facts.isOfUnits
        ? {
            title: `已停服：${facts.resource}`,
            sentences: [
              `${facts.account}：${facts.resource}因欠费已停服${asideZh(sentence(facts.arrears, (arrears) => `欠费 ${arrears}`))}，已上传的内容不受影响。`,
              `${topUpZh(facts)}，优先抵扣欠费后自动恢复服务。`,
            ],
          }
        : {
            title: `已停服：${facts.product}`,
            sentences: [
              `${facts.holder}：${facts.product}到期未续费，已停服，历史数据仍可查看。`,
              `${renewZh(facts)}，续费后自动恢复服务。`,
            ],
          },
  },
  'service.resumed': {
    en: (facts) => ({
      title: `Resumed: ${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `${facts.isOfUnits ? `${facts.resource} of ${facts.account}` : `${facts.product} for ${facts.holder}`}: the service has resumed${when(facts.available, (left) => `, with ${left} available`)}.`,
      ],
    }),
    zh: (facts) => ({
      title: `已恢复服务：${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `${facts.isOfUnits ? facts.account : facts.holder}：${facts.isOfUnits ? facts.resource : facts.product}已恢复服务${when(facts.available, (left) => `，可用 ${left}`)}。`,
      ],
    }),
  },
  'term.activated': activated,
  'term.expiring': expiring,
  'term.ended': ended,
  'licence.activated': activated,
  'licence.expiring': expiring,
  'licence.ended': ended,
  'order.paid': {
    en: (facts) => ({
      title: `Paid: ${orderName(facts)}`,
      sentences: [
        `We have received the payment of ${facts.account} for ${orderName(facts)}${aside(facts.total)}.`,
        'What you bought is being activated.',
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
        'You need not do anything.',
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
  'service.started': {
    en: ({ product, holder, until }) => ({
      title: `Started: ${product}`,
      sentences: [`${product} for ${holder} has started.`, sentence(until, (end) => `It runs until ${end}.`)],
    }),
    zh: ({ product, holder, until }) => ({
      title: `已启动：${product}`,
      sentences: [`${holder}：${product}已启动。`, sentence(until, (end) => `服务期至 ${end}。`)],
    }),
  },
  'service.expiring': {
    en: ({ product, holder, startBy, until, ahead, startsByItself }) =>
      startBy === undefined && until !== undefined
        ? {
            title: `Ends ${ahead ?? 'soon'}: ${product}`,
            sentences: [
              `${product} for ${holder} ends on ${until}.`,
              `Please order it again in good time to keep it.`,
            ],
          }
        : {
            title: `Not started yet: ${product}`,
            sentences: startsByItself
              ? [
                  `${product} for ${holder} has not been started yet. It starts by itself ${startBy === undefined ? (ahead ?? 'soon') : `on ${startBy}`}.`,
                  'Please contact us if you wish to start earlier.',
                ]
              : [
                  `${product} for ${holder} has to be started ${startBy === undefined ? 'soon' : `before ${startBy}`}; it lapses otherwise.`,
                  'Please contact us to arrange the start.',
                ],
          },
    zh: ({ product, holder, startBy, until, ahead, startsByItself }) =>
      startBy === undefined && until !== undefined
        ? {
            title: `${ahead ?? '即将'}到期：${product}`,
            sentences: [`${holder}：${product}将于 ${until} 到期。`, '如需继续使用，请及时重新订购。'],
          }
        : {
            title: `尚未启动：${product}`,
            sentences: startsByItself
              ? [
                  `${holder}：${product}尚未启动，${startBy === undefined ? (ahead ?? '即将') : `将于 ${startBy} `}自动启动。`,
                  '如需提前启动，请与我们联系。',
                ]
              : [
                  `${holder}：${product}尚未启动，请${startBy === undefined ? '尽快' : `在 ${startBy} 前`}启动，逾期失效。`,
                  '请与我们联系安排启动。',
                ],
          },
  },
  'service.lapsed': {
    en: ({ product, holder, startBy }) => ({
      title: `Lapsed: ${product}`,
      sentences: [
        `${product} for ${holder} was not started${when(startBy, (at) => ` before ${at}`)} and has lapsed.`,
        'Please order it again if you still need it.',
      ],
    }),
    zh: ({ product, holder, startBy }) => ({
      title: `已失效：${product}`,
      sentences: [
        `${holder}：${product}未${startBy === undefined ? '及时' : `在 ${startBy} 前`}启动，已失效。`,
        '如仍需要，请重新订购。',
      ],
    }),
  },
  'service.delivered': {
    en: ({ product, holder }) => ({
      title: `Delivered: ${product}`,
      sentences: [
        `${product} for ${holder} has been delivered.`,
        'Please check it and accept it, or reject it and tell us why.',
      ],
    }),
    zh: ({ product, holder }) => ({
      title: `已交付：${product}`,
      sentences: [`${holder}：${product}已交付。`, '请验收；如有问题，请驳回并说明原因。'],
    }),
  },
  'service.awaiting_acceptance': {
    en: ({ product, holder, deliveredAt }) => ({
      title: `Waiting for your acceptance: ${product}`,
      sentences: [
        `${product} for ${holder} was delivered${when(deliveredAt, (at) => ` on ${at}`)} and has not been accepted yet.`,
        'Please check it and accept it, or reject it and tell us why.',
      ],
    }),
    zh: ({ product, holder, deliveredAt }) => ({
      title: `待验收：${product}`,
      sentences: [
        `${holder}：${product}已${when(deliveredAt, (at) => `于 ${at} `)}交付，尚未验收。`,
        '请验收；如有问题，请驳回并说明原因。',
      ],
    }),
  },
  'service.accepted': {
    en: ({ product, holder }) => ({
      title: `Accepted: ${product}`,
      sentences: [`${product} for ${holder} has been accepted and is complete. Thank you.`],
    }),
    zh: ({ product, holder }) => ({
      title: `已验收：${product}`,
      sentences: [`${holder}：${product}已验收，服务完成。感谢您的使用。`],
    }),
  },
  'service.rejected': {
    en: ({ product, holder, reason }) => ({
      title: `Rejected: ${product}`,
      sentences: [
        `${product} for ${holder} was not accepted${when(reason, (why) => ` (“${why}”)`)}.`,
        'We will correct it and deliver it again.',
      ],
    }),
    zh: ({ product, holder, reason }) => ({
      title: `验收未通过：${product}`,
      sentences: [
        `${holder}：${product}验收未通过${when(reason, (why) => `（“${why}”）`)}。`,
        '我们将整改后重新交付。',
      ],
    }),
  },
  'service.ended': {
    en: ({ product, holder, until }) => ({
      title: `Ended: ${product}`,
      sentences: [
        `${product} for ${holder} ended${when(until, (at) => ` on ${at}`)}.`,
        'Please order it again if you wish to keep it.',
      ],
    }),
    zh: ({ product, holder, until }) => ({
      title: `已结束：${product}`,
      sentences: [
        `${holder}：${product}已${when(until, (at) => `于 ${at} `)}结束。`,
        '如需继续使用，请重新订购。',
      ],
    }),
  },
};
