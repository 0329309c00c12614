/**
 * Words for the values that evidence carries: states, commands, kinds, roles. The sentences of errors show these words;
 * the evidence retains the values for programs.
 */
import type { Language, Localized } from '../domain/json.ts';

type Words = Readonly<Record<string, Localized>>;

/** States of orders, lines, services, lots, episodes and payments, as they follow "is". */
const STATES: Words = {
  awaiting_agreement: { en: 'waiting for an agreement', zh: '待签协议' },
  awaiting_confirmation: { en: 'waiting for confirmation', zh: '待确认' },
  awaiting_payment: { en: 'waiting for payment', zh: '待付款' },
  fulfilling: { en: 'being fulfilled', zh: '开通中' },
  active: { en: 'active', zh: '生效中' },
  completed: { en: 'complete', zh: '已完成' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  payment_expired: { en: 'expired unpaid', zh: '逾期未付已失效' },
  refunded: { en: 'refunded', zh: '已退款' },
  pending: { en: 'pending', zh: '处理中' },
  credited: { en: 'credited', zh: '已到账' },
  available: { en: 'not started', zh: '未启动' },
  in_delivery: { en: 'being delivered', zh: '交付中' },
  delivered: { en: 'delivered', zh: '已交付' },
  accepted: { en: 'accepted', zh: '已验收' },
  running: { en: 'running', zh: '运行中' },
  ended: { en: 'ended', zh: '已结束' },
  expired: { en: 'expired', zh: '已到期' },
  lapsed: { en: 'lapsed', zh: '已失效' },
  voided: { en: 'voided', zh: '已作废' },
  spent: { en: 'used up', zh: '已用尽' },
  live: { en: 'valid', zh: '有效' },
  open: { en: 'open', zh: '欠费中' },
  suspended: { en: 'suspended', zh: '已停服' },
  closed: { en: 'closed', zh: '已关闭' },
  resolved: { en: 'resolved', zh: '已处理' },
  captured: { en: 'captured', zh: '已收款' },
  declined: { en: 'declined', zh: '支付失败' },
  excess: { en: 'paid in excess', zh: '多付' },
  mismatched: { en: 'of another amount', zh: '金额不符' },
  late: { en: 'late', zh: '迟到' },
};

/** Commands, as they follow "cannot be". */
const DONE: Words = {
  confirm: { en: 'confirmed', zh: '确认' },
  pay: { en: 'paid', zh: '付款' },
  cancel: { en: 'cancelled', zh: '取消' },
  hold: { en: 'put on hold', zh: '暂缓' },
  release: { en: 'released', zh: '解除暂缓' },
  refund: { en: 'refunded', zh: '退款' },
  renew: { en: 'renewed', zh: '续费' },
  serve: { en: 'worked on', zh: '办理' },
  assign: { en: 'assigned', zh: '指派' },
  start: { en: 'started', zh: '启动' },
  deliver: { en: 'delivered', zh: '交付' },
  accept: { en: 'accepted', zh: '验收' },
  reject: { en: 'rejected', zh: '驳回' },
  extend: { en: 'extended', zh: '延期' },
  'write-off': { en: 'written off', zh: '核销' },
};

/** Commands in the imperative. */
const TO_DO: Words = {
  ...DONE,
  confirm: { en: 'confirm', zh: '确认' },
  pay: { en: 'pay', zh: '付款' },
  cancel: { en: 'cancel', zh: '取消' },
  hold: { en: 'put it on hold', zh: '暂缓' },
  release: { en: 'release it', zh: '解除暂缓' },
  refund: { en: 'refund', zh: '退款' },
  renew: { en: 'renew', zh: '续费' },
  serve: { en: 'work on it', zh: '办理' },
  assign: { en: 'assign it', zh: '指派' },
  start: { en: 'start it', zh: '启动' },
  deliver: { en: 'deliver it', zh: '交付' },
  accept: { en: 'accept it', zh: '验收' },
  reject: { en: 'reject it', zh: '驳回' },
  extend: { en: 'extend it', zh: '延期' },
  'write-off': { en: 'write it off', zh: '核销' },
  '—': { en: 'nothing', zh: '无' },
};

/** Kinds of records and resources. */
const KINDS: Words = {
  account: { en: 'account', zh: '账户' },
  address: { en: 'address', zh: '地址' },
  advance: { en: 'advance of the clock', zh: '时钟推进' },
  agreement: { en: 'agreement', zh: '协议' },
  certificate: { en: 'certificate', zh: '验收单' },
  consortium: { en: 'consortium', zh: '医联体' },
  delivery: { en: 'delivery', zh: '通知投递' },
  episode: { en: 'period of arrears', zh: '欠费记录' },
  evidence: { en: 'evidence', zh: '凭证' },
  file: { en: 'file', zh: '文件' },
  key: { en: 'key', zh: '密钥' },
  licence: { en: 'licence', zh: '授权' },
  line: { en: 'line of the order', zh: '订单行' },
  link: { en: 'link', zh: '链接' },
  lot: { en: 'lot', zh: '资源包' },
  notice: { en: 'notice', zh: '通知' },
  order: { en: 'order', zh: '订单' },
  organization: { en: 'organization', zh: '机构' },
  payment: { en: 'payment', zh: '付款' },
  platform: { en: 'platform', zh: '平台' },
  problem: { en: 'problem', zh: '问题类型' },
  'payment provider': { en: 'payment provider', zh: '支付服务商' },
  provider: { en: 'payment provider', zh: '支付服务商' },
  refund: { en: 'refund', zh: '退款' },
  resource: { en: 'resource', zh: '资源' },
  rule: { en: 'rule', zh: '规则' },
  service: { en: 'service', zh: '服务' },
  'sign-off link': { en: 'sign-off link', zh: '验收链接' },
  sku: { en: 'product', zh: '产品' },
  task: { en: 'task', zh: '任务' },
  term: { en: 'term', zh: '期限' },
  token: { en: 'token', zh: '令牌' },
  usage: { en: 'use', zh: '用量' },
};

const ROLES: Words = {
  sales: { en: 'sales', zh: '销售' },
  delivery: { en: 'delivery', zh: '交付' },
  operator: { en: 'operator', zh: '运营' },
  platform: { en: 'platform', zh: '平台' },
  customer: { en: 'customer', zh: '客户' },
};

/** A capability that no product line names. */
export const ANY_CAPABILITY: Localized = { en: 'The service', zh: '服务' };

/** Servers that are unavailable, as the start of a sentence. */
const SERVICES: Words = {
  MongoDB: { en: 'The database', zh: '数据库' },
  Temporal: { en: 'The workflow service', zh: '流程服务' },
  'payment provider': { en: 'The payment provider', zh: '支付服务商' },
};

/** By evidence field, because a value may have several meanings: `delivery` is a role and a kind. */
const WORDS_OF_FACT: Readonly<Record<string, Words>> = {
  state: STATES,
  lineState: STATES,
  command: DONE,
  possible: TO_DO,
  subject: KINDS,
  kind: KINDS,
  roles: ROLES,
  capability: {},
  service: SERVICES,
};

/** The word for a value of an evidence field; undefined for fields without words. */
export function wordOfFact(fact: string, value: string, language: Language): string | undefined {
  const words = Object.hasOwn(WORDS_OF_FACT, fact) ? WORDS_OF_FACT[fact] : undefined;
  if (words === undefined) return undefined;
  // The evidence also names the payment provider.
  const known = value.startsWith('payment provider ') ? 'payment provider' : value;
  const word = Object.hasOwn(words, known) ? words[known] : undefined;
  if (word !== undefined) return word[language];
  return fact === 'capability' ? ANY_CAPABILITY[language] : value.replaceAll('_', ' ');
}
