/** What a workflow waits for when its next deadline is of a kind. `{at}` is the instant in the account's zone. */
import type { StoredDeadlineKind } from '../../domain/kinds.ts';
import type { Localized } from '../../domain/json.ts';
import type { NextDeadline } from '../../domain/next-deadline.ts';
import { instantText } from '../format.ts';
import { fillBoth } from '../fill-text.ts';

const WAITS_FOR_DEADLINE: Readonly<Record<StoredDeadlineKind, Localized>> = {
  'payment.reminder': { en: 'the payment; a reminder is due on {at}', zh: '付款，将于 {at} 提醒' },
  'payment.due': { en: 'the payment, until {at}', zh: '付款，截止 {at}' },
  'crediting.warning': { en: 'the crediting, due before the warning on {at}', zh: '到账，预警时间 {at}' },
  'crediting.breach': { en: 'the crediting, promised by {at}', zh: '到账，承诺时限 {at}' },
  'service.reminder': { en: 'the reminder to start a service, on {at}', zh: '服务启动提醒，{at}' },
  'service.start_by': { en: 'a service to be started, until {at}', zh: '服务启动，截止 {at}' },
  'service.acceptance_reminder': {
    en: 'the reminder to accept a service, on {at}',
    zh: '服务验收提醒，{at}',
  },
  'service.ends': { en: 'a service to end on {at}', zh: '服务到期，{at}' },
  'licence.starts': { en: 'a licence to start on {at}', zh: '授权生效，{at}' },
  'licence.reminder': { en: 'the reminder that a licence ends, on {at}', zh: '授权到期提醒，{at}' },
  'licence.ends': { en: 'a licence to end on {at}', zh: '授权到期，{at}' },
  'term.starts': { en: 'a subscription term to start on {at}', zh: '订阅期开始，{at}' },
  'term.reminder': { en: 'the reminder that a subscription term ends, on {at}', zh: '订阅期到期提醒，{at}' },
  'term.ends': { en: 'a subscription term to end on {at}', zh: '订阅期到期，{at}' },
  'lot.reminder': { en: 'the reminder that units expire, on {at}', zh: '资源包到期提醒，{at}' },
  'lot.expires': { en: 'the units to expire on {at}', zh: '资源包到期，{at}' },
  'episode.suspends': { en: 'arrears to be cleared, until {at}', zh: '欠费结清，截止 {at}' },
  'delivery.retry': { en: 'the next attempt on {at}', zh: '下次投递，{at}' },
};

export function waitsForDeadline({ kind, at }: NextDeadline, timeZone: string): Localized {
  const time = instantText(at, timeZone);
  return fillBoth(WAITS_FOR_DEADLINE[kind], (language) => ({ at: time[language] }));
}

export const WAITS_FOR_NOTHING: Localized = { en: 'nothing any more', zh: '无' };
