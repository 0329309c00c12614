/** The details of an order in the Temporal UI. */
import type { Instant } from '../../domain/instant.ts';
import type { Localized } from '../../domain/json.ts';
import type { Money } from '../../domain/money.ts';
import type { NextDeadline } from '../../domain/next-deadline.ts';
import type { OperatorView } from '../../domain/operator-view.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import { wordOfFact } from '../words.ts';
import { COMMAND_WORDS, REASON_IN_HISTORY } from './command-words.ts';
import { waitsForDeadline, WAITS_FOR_NOTHING } from './deadline-words.ts';
import { lineText, type OrderLine } from './order-lines.ts';
import {
  accountLink,
  accountRow,
  detailsTable,
  freeText,
  joined,
  localTime,
  same,
  STATE_LABEL,
  sumText,
  WAITS_LABEL,
  type Row,
} from './table.ts';

export interface OrderFacts {
  readonly orderId: string;
  readonly accountId: string;
  readonly sandbox: boolean;
  readonly timeZone: string;
  readonly state: OrderState;
  readonly held: boolean;
  readonly needsAttention: boolean;
  readonly nextDeadline: NextDeadline | null;
  readonly agreementRequired: boolean;
  readonly agreementId: string | null;
  readonly payment: {
    readonly paymentId: string;
    readonly state: 'captured' | 'refunded';
    readonly capturedAt: Instant;
    readonly method: 'online' | 'offline';
  } | null;
  readonly total: Money;
  readonly lines: readonly (OrderLine & { readonly id: string })[];
  /** Services that a signal may be about, at most `MOST_SERVICES`; the line counts them all. */
  readonly services: readonly OpenService[];
  /** The last commands, newest first. */
  readonly commands: readonly GivenCommand[];
}

/** A service that has not ended. */
export interface OpenService {
  readonly _id: string;
  readonly lineId: string;
  readonly state: string;
}

/** A record of the audit about a command. */
export interface GivenCommand {
  readonly at: Instant;
  readonly type: string;
  /** Id of the API key, or the reference of whoever sent a signal. */
  readonly actor: string;
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** `apiUrl`: address of the API, for links. */
export function orderOperatorView(order: OrderFacts, apiUrl: string | null): OperatorView {
  const { orderId, accountId, sandbox, timeZone } = order;
  const waitsFor = waitsForOf(order);
  const details = detailsTable(
    [
      { text: `Order ${orderId}`, path: `/v1/orders/${orderId}` },
      { text: 'Timeline', path: `/v1/orders/${orderId}/timeline` },
      accountLink(accountId),
    ],
    apiUrl,
    [
      { label: STATE_LABEL, text: stateText(order) },
      { label: WAITS_LABEL, text: waitsFor },
      accountRow(accountId, sandbox, timeZone),
      { label: { en: 'Agreement', zh: '协议' }, text: agreementText(order) },
      { label: { en: 'Payment', zh: '付款' }, text: paymentText(order) },
      ...order.lines.map((line, index) => ({
        label: { en: `Line ${index + 1}`, zh: `明细 ${index + 1}` },
        text: lineText(line),
      })),
      ...order.services.map((service) => serviceRow(service, order)),
      ...order.commands.map((command) => commandRow(command, timeZone)),
    ],
  );
  return { waitsFor: waitsFor.en, details };
}

function stateText({ state, held, needsAttention }: OrderFacts): Localized {
  return joined(
    [
      {
        en: wordOfFact('state', state, 'en') ?? state,
        zh: wordOfFact('state', state, 'zh') ?? state,
      },
      ...(held ? [{ en: 'on hold', zh: '暂缓' }] : []),
      ...(needsAttention ? [{ en: '**needs attention**', zh: '**需处理**' }] : []),
    ],
    { en: ', ', zh: '，' },
  );
}

function waitsForOf({ state, held, nextDeadline, timeZone }: OrderFacts): Localized {
  const deadline = nextDeadline === null ? null : waitsForDeadline(nextDeadline, timeZone);
  switch (state) {
    case 'awaiting_agreement':
      return { en: 'an active agreement that covers the product line', zh: '覆盖该产品线的有效协议' };
    case 'awaiting_confirmation':
      return { en: 'the confirmation by sales', zh: '销售确认' };
    case 'awaiting_payment':
      return deadline ?? { en: 'the payment', zh: '付款' };
    case 'fulfilling': {
      const release = held ? [{ en: 'the release by an operator', zh: '运营解除暂缓' }] : [];
      return joined([...release, deadline ?? { en: 'the crediting', zh: '到账' }]);
    }
    case 'active':
      return deadline ?? { en: 'its entitlements to end', zh: '权益到期' };
    case 'completed':
    case 'cancelled':
    case 'payment_expired':
    case 'refunded':
      return WAITS_FOR_NOTHING;
  }
}

function agreementText({ agreementRequired, agreementId }: OrderFacts): Localized {
  if (agreementId !== null) return same(agreementId);
  return agreementRequired
    ? { en: 'required, none active yet', zh: '需要，尚无有效协议' }
    : { en: 'not required', zh: '无需协议' };
}

function paymentText({ payment, total, timeZone }: OrderFacts): Localized {
  const sum = { en: sumText(total, 'en'), zh: sumText(total, 'zh') };
  if (payment === null) return { en: `${sum.en}, not paid`, zh: `${sum.zh}，未付款` };
  const { paymentId, state, capturedAt, method } = payment;
  const at = localTime(capturedAt, timeZone);
  const [en, zh] = method === 'online' ? ['online', '在线'] : ['offline', '线下'];
  const refunded = state === 'refunded';
  return {
    en: `${sum.en}, paid ${en} on ${at.en} (${paymentId})${refunded ? ', refunded' : ''}`,
    zh: `${sum.zh}，${at.zh} ${zh}付款（${paymentId}）${refunded ? '，已退款' : ''}`,
  };
}

/** The id is what a signal needs, the name what people know. */
function serviceRow({ _id, lineId, state }: OpenService, { lines }: OrderFacts): Row {
  const index = lines.findIndex(({ id }) => id === lineId);
  const name = lines[index]?.name;
  const at = { en: `line ${index + 1}`, zh: `明细 ${index + 1}` };
  return {
    label: { en: 'Service', zh: '服务' },
    text: {
      en: `${_id}: ${wordOfFact('state', state, 'en') ?? state} (${name?.en ?? ''}, ${at.en})`,
      zh: `${_id}：${wordOfFact('state', state, 'zh') ?? state}（${name?.zh ?? ''}，${at.zh}）`,
    },
  };
}

function commandRow({ at, type, actor, reason, facts }: GivenCommand, timeZone: string): Row {
  const time = localTime(at, timeZone);
  const done = COMMAND_WORDS[type] ?? same(type);
  const evidenceId = facts['evidenceId'];
  const why =
    reason !== null && REASON_IN_HISTORY.has(type)
      ? freeText(reason)
      : typeof evidenceId === 'string'
        ? freeText(evidenceId)
        : null;
  const by = freeText(actor);
  return {
    label: { en: 'Command', zh: '操作' },
    text: {
      en: `${time.en}: ${done.en} by ${by}${why === null ? '' : ` (${why})`}`,
      zh: `${time.zh}：${by} ${done.zh}${why === null ? '' : `（${why}）`}`,
    },
  };
}
