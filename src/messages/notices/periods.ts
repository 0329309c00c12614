/** Notices of terms and licences: activated, expiring, ended. Both are worded alike. */
import { aside, asideZh, when, renew, renewZh, type NoticeTexts, type NoticeWording } from './sentences.ts';

const activated: NoticeWording = {
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

const expiring: NoticeWording = {
  en: (facts) => ({
    title: `Ends ${facts.ahead ?? 'soon'}: ${facts.product}`,
    sentences: [
      `${facts.product} for ${facts.holder} ends ${facts.until === undefined ? (facts.ahead ?? 'soon') : `on ${facts.until}`}.`,
      `${renew(facts)} in good time to continue without interruption.`,
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

const ended: NoticeWording = {
  en: (facts) => ({
    title: `Ended: ${facts.product}`,
    sentences: [
      `${facts.product} for ${facts.holder} ended${when(facts.until, (until) => ` on ${until}`)}.`,
      `${renew(facts)} if you wish to continue using it.`,
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

export const PERIOD_NOTICE_TEXTS = {
  'term.activated': activated,
  'term.expiring': expiring,
  'term.ended': ended,
  'licence.activated': activated,
  'licence.expiring': expiring,
  'licence.ended': ended,
} as const satisfies NoticeTexts;
