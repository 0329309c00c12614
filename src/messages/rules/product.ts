/** How this product carries the rules out. */
import type { RuleStatements } from './rule-statements.ts';

export const PRODUCT_STATEMENTS: RuleStatements<'product'> = {
  '§8.1': {
    en: 'An order waits for its agreement, its confirmation and its payment, is fulfilled, and is complete when nothing of it can change any more. Unpaid, it expires after 7 days, or as its product line says.',
    zh: '订单依次等待协议、确认与付款，随后开通；全部内容不再变化时完成。7 天未付款即失效，产品线另有规定的从其规定。',
  },
  '§8.2': {
    en: 'An order is checked when it is placed: product, price, channel, quantity, term, currency, region, basic software, terms and organization. What was sold stays as it was.',
    zh: '下单时检查产品、价格、渠道、数量、期限、币种、区域、基础软件、条款与机构；成交内容不再变化。',
  },
  '§8.3': {
    en: 'An order that needs an agreement waits until an active one covers it, and then moves on by itself.',
    zh: '需要协议的订单在有效协议覆盖后自动继续。',
  },
  '§8.4': {
    en: 'The payment alone leads to crediting, once; what was paid twice, wrongly or late is put aside for an operator.',
    zh: '仅付款成功触发到账，且只到账一次；重复、金额不符或迟到的款项暂存待运营人员处理。',
  },
  '§8.5': {
    en: 'Crediting happens at once and within 24 hours of payment; what comes later extends the validity by whole days.',
    zh: '付款后立即到账，最迟 24 小时；超时按整日顺延有效期。',
  },
  '§8.6': {
    en: 'A purchase can be used through the anniversary date of its payment; what is left then expires. Reminders go out 30, 7 and 1 days before, or as its product line says.',
    zh: '资源可用至付款周年日当日，剩余部分到期作废；到期前 30、7、1 天提醒，产品线另有规定的从其规定。',
  },
  '§8.7': {
    en: 'A use draws on what expires soonest; what is missing becomes arrears where the resource allows it, and otherwise the whole use is refused.',
    zh: '用量优先扣除最早到期的资源；不足部分在允许时记为欠费，否则整笔拒绝。',
  },
  '§8.8': {
    en: 'Balances always add up and can be rebuilt from the journal.',
    zh: '余额始终平衡，并可由流水重建。',
  },
  '§8.9': {
    en: '24 hours after arrears begin, or as the product line says, further use is refused; everything else stays available.',
    zh: '欠费 24 小时后（产品线另有规定的从其规定）拒绝继续使用，其他功能不受影响。',
  },
  '§8.10': {
    en: 'A top-up pays arrears first, oldest first, and ends the suspension by itself once something is available.',
    zh: '续费优先抵扣最早的欠费，有余量后自动恢复服务。',
  },
  '§8.11': {
    en: 'Where no overdraft is allowed, a request beyond what is available is refused whole.',
    zh: '不可透支的资源，请求超出余量时整笔拒绝。',
  },
  '§8.12': {
    en: 'Subscriptions run for each organization and feature and queue end to end; 24 hours after the end, or as the product line says, what they open closes, while history stays readable.',
    zh: '订阅按机构与功能计，首尾相接；到期 24 小时后（产品线另有规定的从其规定）停服，历史数据仍可查看。',
  },
  '§8.13': {
    en: 'A licence runs through the anniversary date of its purchase, and a renewal follows it; optional features are active only with basic software.',
    zh: '授权有效至购买周年日当日，续费依次接续；可选功能仅在基础软件有效时可用。',
  },
  '§8.14': {
    en: 'A service is started within one year, delivered and accepted by the user, or it lapses; maintenance starts by itself instead.',
    zh: '服务须在一年内启动、交付并由用户验收，否则失效；维保服务则自动启动。',
  },
  '§8.15': {
    en: 'Refunds follow the policy of the product; a paid order cannot be changed.',
    zh: '退款按产品政策执行；已付款的订单不可变更。',
  },
  '§8.16': {
    en: 'Each event is sent once to each platform, in English and Chinese, with names, amounts, local times and what can be ordered.',
    zh: '每个事件向两个平台各通知一次，以中英文说明名称、金额、当地时间与可订购的内容。',
  },
  '§8.17': {
    en: 'Every change is recorded with who made it, why, when, and what it was before.',
    zh: '每次变更均记录操作者、原因、时间与变更前后的内容。',
  },
  '§8.18': {
    en: 'Balances, packages, activated features, validity and renewal records can be viewed at any time.',
    zh: '余额、资源包、已开通功能、有效期与续费记录可随时查看。',
  },
};
