/** Notices of a pool that runs low or is used up, and of lots that are credited or expire. */
import { aside, asideZh, when, sentence, topUp, topUpZh, type NoticeTexts } from './sentences.ts';

export const BALANCE_NOTICE_TEXTS = {
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
        `${facts.account} has used up its ${facts.resource}.`,
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
        'Please use them before then; unused units are void afterwards.',
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
} as const satisfies NoticeTexts;
