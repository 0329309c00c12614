/** Notices of arrears, from the first unit in arrears to the suspension and its end (rules §8.9 to §8.12). */
import {
  aside,
  asideZh,
  when,
  sentence,
  topUp,
  topUpZh,
  renew,
  renewZh,
  type NoticeTexts,
} from './sentences.ts';

export const ARREARS_NOTICE_TEXTS = {
  'arrears.opened': {
    en: (facts) =>
      facts.isOfUnits
        ? {
            title: `In arrears: ${facts.resource}`,
            sentences: [
              `${facts.account} has used up its ${facts.resource}${when(facts.arrears, (arrears) => ` and is ${arrears} in arrears`)}.`,
              `${when(facts.suspendsAt, (at) => `unless the arrears are paid by ${at}, `)}the service will be suspended${facts.keepsSomething ? '; stored content remains available' : ''}.`,
              `${topUp(facts)}: the arrears are paid first.`,
            ],
          }
        : {
            title: `In arrears: ${facts.product}`,
            sentences: [
              `The paid period of ${facts.product} for ${facts.holder} has ended.`,
              `${when(facts.suspendsAt, (at) => `unless it is renewed by ${at}, `)}the service will be suspended${facts.keepsSomething ? '; history remains available' : ''}.`,
              `${renew(facts)} to continue without interruption.`,
            ],
          },
    zh: (facts) =>
      facts.isOfUnits
        ? {
            title: `欠费提醒：${facts.resource}`,
            sentences: [
              `${facts.account}：${facts.resource}已用尽${when(facts.arrears, (arrears) => `，欠费 ${arrears}`)}。`,
              `如未续费，${facts.suspendsAt === undefined ? '将' : `将于 ${facts.suspendsAt} `}停服${facts.keepsSomething ? '，已存储的内容不受影响' : ''}。`,
              `${topUpZh(facts)}，续费后优先抵扣欠费。`,
            ],
          }
        : {
            title: `欠费提醒：${facts.product}`,
            sentences: [
              `${facts.holder}：${facts.product}已到期。`,
              `如未续费，${facts.suspendsAt === undefined ? '将' : `将于 ${facts.suspendsAt} `}停服${facts.keepsSomething ? '，历史数据仍可查看' : ''}。`,
              `${renewZh(facts)}，以免影响使用。`,
            ],
          },
  },
  'arrears.reduced': {
    en: (facts) => ({
      title: `Arrears reduced: ${facts.isOfUnits ? facts.resource : facts.product}`,
      sentences: [
        `Part of the arrears of ${facts.account} has been paid${aside(facts.isOfUnits ? facts.resource : facts.product, facts.units)}.`,
        sentence(facts.arrears, (arrears) => `Still outstanding: ${arrears}.`),
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
        `The arrears of ${facts.isOfUnits ? facts.account : facts.holder} for ${facts.isOfUnits ? facts.resource : facts.product} are settled.`,
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
              `${facts.resource} of ${facts.account}: the service is suspended because of arrears${aside(facts.arrears)}.${facts.keepsSomething ? ' Stored content remains available.' : ''}`,
              `${topUp(facts)}: the arrears are paid first, then the service resumes by itself.`,
            ],
          }
        : {
            title: `Suspended: ${facts.product}`,
            sentences: [
              `${facts.product} for ${facts.holder} is suspended because its paid period has ended.${facts.keepsSomething ? ' History remains available.' : ''}`,
              `${renew(facts)}: the service then resumes by itself.`,
            ],
          },
    zh: (facts) =>
      facts.isOfUnits
        ? {
            title: `已停服：${facts.resource}`,
            sentences: [
              `${facts.account}：${facts.resource}因欠费已停服${asideZh(sentence(facts.arrears, (arrears) => `欠费 ${arrears}`))}${facts.keepsSomething ? '，已存储的内容不受影响' : ''}。`,
              `${topUpZh(facts)}，优先抵扣欠费后自动恢复服务。`,
            ],
          }
        : {
            title: `已停服：${facts.product}`,
            sentences: [
              `${facts.holder}：${facts.product}到期未续费，已停服${facts.keepsSomething ? '，历史数据仍可查看' : ''}。`,
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
} as const satisfies NoticeTexts;
