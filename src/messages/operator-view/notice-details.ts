/** The details of a notice on its way to a platform in the Temporal UI. */
import type { DeliveryView } from '../../domain/notices/delivery-view.ts';
import type { Localized } from '../../domain/json.ts';
import type { NoticeKind } from '../../domain/kinds.ts';
import type { OperatorView } from '../../domain/operator-view.ts';
import { instantText } from '../format.ts';
import { WAITS_FOR_NOTHING } from './deadline-words.ts';
import {
  accountLink,
  accountRow,
  detailsTable,
  freeText,
  localTime,
  STATE_LABEL,
  WAITS_LABEL,
  type Row,
} from './table.ts';

/** What each kind of notice is about. */
const NOTICE_WORDS: Readonly<Record<NoticeKind, Localized>> = {
  'pool.low': { en: 'units run low', zh: '余量不足' },
  'pool.exhausted': { en: 'units are used up', zh: '余量用尽' },
  'lot.credited': { en: 'units credited', zh: '资源到账' },
  'lot.expiring': { en: 'units expire soon', zh: '资源即将到期' },
  'lot.expired': { en: 'units expired', zh: '资源已到期' },
  'arrears.opened': { en: 'arrears began', zh: '开始欠费' },
  'arrears.reduced': { en: 'arrears reduced', zh: '欠费减少' },
  'arrears.cleared': { en: 'arrears cleared', zh: '欠费结清' },
  'service.suspended': { en: 'suspended', zh: '停服' },
  'service.resumed': { en: 'resumed', zh: '恢复服务' },
  'term.activated': { en: 'subscription activated', zh: '订阅已开通' },
  'term.expiring': { en: 'subscription ends soon', zh: '订阅即将到期' },
  'term.ended': { en: 'subscription ended', zh: '订阅已到期' },
  'licence.activated': { en: 'licence activated', zh: '授权已开通' },
  'licence.expiring': { en: 'licence ends soon', zh: '授权即将到期' },
  'licence.ended': { en: 'licence ended', zh: '授权已到期' },
  'order.paid': { en: 'order paid', zh: '订单已付款' },
  'order.payment_due': { en: 'payment due', zh: '待付款' },
  'order.payment_expired': { en: 'order expired unpaid', zh: '订单逾期未付' },
  'order.refunded': { en: 'order refunded', zh: '订单已退款' },
  'crediting.late': { en: 'crediting is late', zh: '到账延迟' },
  'service.started': { en: 'service started', zh: '服务已启动' },
  'service.expiring': { en: 'service has to be started soon', zh: '服务启动即将截止' },
  'service.lapsed': { en: 'service lapsed', zh: '服务已失效' },
  'service.delivered': { en: 'service delivered', zh: '服务已交付' },
  'service.awaiting_acceptance': { en: 'service waits for acceptance', zh: '服务待验收' },
  'service.accepted': { en: 'service accepted', zh: '服务已验收' },
  'service.rejected': { en: 'service rejected', zh: '服务被驳回' },
  'service.ended': { en: 'service ended', zh: '服务已结束' },
};

const STATES: Readonly<Record<DeliveryView['state'], Localized>> = {
  pending: { en: 'pending', zh: '待投递' },
  delivered: { en: 'delivered', zh: '已投递' },
  failed: {
    en: 'failed, **needs attention**: correct the endpoint, then resend the notice',
    zh: '投递失败，**需处理**：请修正接收地址后重新发送',
  },
};

/** `apiUrl`: address of the API, for links. */
export function noticeOperatorView(
  delivery: DeliveryView,
  timeZone: string,
  apiUrl: string | null,
): OperatorView {
  const { state, kind, noticeId, platform, accountId, sandbox, attempts, lastError } = delivery;
  const waitsFor = waitsForOf(delivery, timeZone);
  const words = NOTICE_WORDS[kind];
  const details = detailsTable(
    [{ text: `Notice ${noticeId}`, path: `/v1/notices/${noticeId}` }, accountLink(accountId)],
    apiUrl,
    [
      { label: STATE_LABEL, text: STATES[state] },
      { label: WAITS_LABEL, text: waitsFor },
      accountRow(accountId, sandbox, timeZone),
      {
        label: { en: 'Notice', zh: '通知' },
        text: { en: `${words.en}, to the ${platform} platform`, zh: `${words.zh}，发往 ${platform} 平台` },
      },
      { label: { en: 'Attempts', zh: '投递次数' }, text: { en: String(attempts), zh: String(attempts) } },
      ...(lastError === null
        ? []
        : [
            {
              label: { en: 'Last error', zh: '最近错误' },
              text: { en: freeText(lastError), zh: freeText(lastError) },
            },
          ]),
      ...instantRow({ en: 'Delivered', zh: '投递时间' }, delivery.deliveredAt, timeZone),
      ...instantRow({ en: 'Gives up', zh: '放弃时间' }, delivery.givesUpAt, timeZone),
    ],
  );
  return { waitsFor: waitsFor.en, details };
}

/** `Notice to the business platform: units run low`. */
export function noticeSummary({ kind, platform }: Pick<DeliveryView, 'kind' | 'platform'>): string {
  return `Notice to the ${platform} platform: ${NOTICE_WORDS[kind].en}`;
}

function waitsForOf(
  { state, platform, attempts, nextAttemptAt, heldBehind }: DeliveryView,
  timeZone: string,
): Localized {
  if (state !== 'pending') return WAITS_FOR_NOTHING;
  if (heldBehind !== null) {
    return {
      en: `the earlier delivery ${heldBehind} about the same subject`,
      zh: `同一事项较早的投递 ${heldBehind}`,
    };
  }
  const number = attempts + 1;
  const at = nextAttemptAt === null ? { en: '', zh: '' } : instantText(nextAttemptAt, timeZone);
  return {
    en: `attempt ${number} at the ${platform} platform${at.en === '' ? '' : `, on ${at.en}`}`,
    zh: `第 ${number} 次投递至 ${platform} 平台${at.zh === '' ? '' : `，${at.zh}`}`,
  };
}

function instantRow(label: Localized, at: DeliveryView['deliveredAt'], timeZone: string): Row[] {
  return at === null ? [] : [{ label, text: localTime(at, timeZone) }];
}
