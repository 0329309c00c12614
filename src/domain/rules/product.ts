/** The rules as the product carries them out; ids are the points of rules §8. */
import type { RuleStatements } from './rule.ts';

export const PRODUCT_RULES = {
  '§8.1': {
    en: 'An order moves through its states; unpaid, it expires after 7 days.',
    zh: '订单按状态流转；7 天未付款即失效。',
  },
  '§8.2': { en: 'What an order must satisfy when it is placed.', zh: '下单时必须满足的条件。' },
  '§8.3': { en: 'An order waits until an active agreement covers it.', zh: '订单等待有效协议覆盖后继续。' },
  '§8.4': {
    en: 'Payment capture is the only trigger of crediting, once.',
    zh: '付款入账是到账的唯一触发，且仅一次。',
  },
  '§8.5': {
    en: 'Crediting happens at once, within 24 hours of capture.',
    zh: '付款后立即到账，最迟 24 小时。',
  },
  '§8.6': {
    en: 'A lot ends at its instant, and what is due is booked first.',
    zh: '批次按时到期，到期事项先行入账。',
  },
  '§8.7': {
    en: 'Uses draw on eligible lots in a fixed order; the rest becomes arrears or is refused.',
    zh: '用量按固定顺序扣除批次，不足部分记欠费或拒绝。',
  },
  '§8.8': {
    en: 'Balances always add up and can be rebuilt from the journal.',
    zh: '余额恒等，并可由流水重建。',
  },
  '§8.9': {
    en: 'An arrears episode closes uploading 24 hours after its start.',
    zh: '欠费周期开始 24 小时后关闭上传。',
  },
  '§8.10': {
    en: 'A top-up offsets arrears and lifts the suspension by itself.',
    zh: '充值抵扣欠费并自动恢复。',
  },
  '§8.11': {
    en: 'An AI request beyond what is available is refused whole.',
    zh: 'AI 请求超出余量则整笔拒绝。',
  },
  '§8.12': {
    en: 'IPC terms queue, remind and close the patient end after 24 hours.',
    zh: 'IPC 期限排队、提醒，到期 24 小时后关闭患者端。',
  },
  '§8.13': {
    en: 'Licences end through their anniversary date and renew by queueing.',
    zh: '授权至周年日结束，续费排队生效。',
  },
  '§8.14': {
    en: 'A service is started, delivered and accepted, or lapses after one year.',
    zh: '服务须启动、交付并验收，一年未启动则失效。',
  },
  '§8.15': {
    en: 'Refunds follow the policy of the SKU; a paid order is not reconfigured.',
    zh: '退款按 SKU 政策执行；已付款订单不可变更配置。',
  },
  '§8.16': {
    en: 'One notice for each cause and kind, to both platforms.',
    zh: '每个原因与类型一条通知，发送至两个平台。',
  },
  '§8.17': {
    en: 'Every change keeps who, why, when and what it was before.',
    zh: '每次变更均记录操作者、原因、时间与前后状态。',
  },
  '§8.18': { en: 'What the sources want to be seen can be seen.', zh: '来源要求展示的内容均可查看。' },
} as const satisfies RuleStatements;
