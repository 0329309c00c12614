/** Notices of services, from the date to start them by to their acceptance and end. */
import { when, sentence, type NoticeTexts } from './sentences.ts';

export const SERVICE_NOTICE_TEXTS = {
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
              `Please order it again in good time to continue without interruption.`,
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
        'Please check it and accept it, or reject it with a reason.',
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
        'Please check it and accept it, or reject it with a reason.',
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
        'Please order it again if you wish to continue.',
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
} as const satisfies NoticeTexts;
