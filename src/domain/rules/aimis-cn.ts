/** Rules of AIMIS, China edition, where the catalogue and decisions cite them. */
import type { RuleStatements } from './rule.ts';

export const AIMIS_CN_RULES = {
  'R-CN-03': {
    en: 'Bought cloud resources and software reach the platform account within 24 hours of purchase.',
    zh: '购买的云资源或软件授权在购买后 24 小时内到账至平台账户。',
  },
  'R-CN-05': {
    en: 'An offline cooperation agreement is signed before purchasing.',
    zh: '购买前须签署线下合作协议。',
  },
  'R-CN-09': {
    en: 'Cloud inspection resources are used within one year of purchase and are void afterwards.',
    zh: '云检查资源须在购买后一年内使用，逾期作废。',
  },
  'R-CN-10': {
    en: 'Valid purchases stack; what expires soonest is deducted first.',
    zh: '有效期内可叠加，优先扣除最早到期的资源。',
  },
  'R-CN-11': {
    en: 'A renewal of an account in arrears offsets the arrears first.',
    zh: '欠费时续费优先抵扣欠费。',
  },
  'R-CN-13': {
    en: 'Inspections by quantity come with 15 years of storage only.',
    zh: '按量购买的云检查存储时长仅为 15 年。',
  },
  'R-CN-14': {
    en: 'Inspections bought annually are stored for the years bought.',
    zh: '按年购买的云检查存储时长为所购年数。',
  },
  'R-CN-15': {
    en: 'At least 10,000 inspections, in multiples of 10,000.',
    zh: '云检查起售 10,000 例，按 10,000 例的整数倍销售。',
  },
  'R-CN-16': { en: 'Buying by duration starts at 1 year.', zh: '按时长购买至少 1 年。' },
  'R-CN-17': {
    en: 'Price: inspections × unit price of the package, or × unit price per year × years.',
    zh: '价格：例数 × 资源包单价，或例数 × 每年单价 × 年数。',
  },
  'R-CN-18': { en: 'No unit price is published.', zh: '未公布单价。' },
  'R-CN-21': {
    en: 'AI packages are used within one year of purchase.',
    zh: 'AI 资源包须在购买后一年内使用。',
  },
  'R-CN-24': { en: 'Glaucoma AI is sold by the case.', zh: '青光眼 AI 按例计费。' },
  'R-CN-25': {
    en: 'AI bought once is long-term, unlimited and sold per product set.',
    zh: '一次性购买的 AI 长期有效、不限例数，按产品套数销售。',
  },
  'R-CN-26': {
    en: 'At least 1,000 AI cases, in multiples of 1,000.',
    zh: 'AI 资源起售 1,000 例，按 1,000 例的整数倍销售。',
  },
  'R-CN-27': {
    en: 'AI bought once is ordered offline.',
    zh: '一次性购买的 AI 暂不支持线上下单，须线下购买。',
  },
  'R-CN-30': {
    en: 'Basic software is mandatory, optional software is bought on demand.',
    zh: '基础软件必选，可选软件按需购买。',
  },
  'R-CN-32': {
    en: 'Basic software is long-term and sold as one complete set.',
    zh: '基础软件长期有效，整套销售，不可拆分。',
  },
  'R-CN-34': {
    en: 'Optional features are long-term and sold one by one.',
    zh: '可选功能长期有效，按项销售。',
  },
  'R-CN-36': { en: 'A software licence covers one organization.', zh: '软件授权以机构为单位开通。' },
  'R-CN-38': {
    en: 'A service is for one organization and is used within one year of purchase.',
    zh: '每项服务仅限一家机构使用，须在购买后一年内使用。',
  },
  'R-CN-39': {
    en: 'Delivery and custom development are complete when the user accepts them.',
    zh: '交付与定开服务以用户验收确认为完成依据。',
  },
  'R-CN-40': { en: 'Maintenance ends by itself when its time is over.', zh: '维保服务到期自动结束。' },
  'R-CN-42': { en: 'Maintenance is sold in years.', zh: '维保服务按年购买。' },
  'R-CN-44': {
    en: 'The terms are ticked before purchase, and a confirmation precedes payment.',
    zh: '购买前须勾选条款，支付前须确认订单。',
  },
  'R-CN-46': {
    en: 'Services are ordered by quantity, maintenance by quantity and duration.',
    zh: '服务按数量下单，维保按数量与时长下单。',
  },
  'R-CN-47': { en: 'A service order names the organization.', zh: '服务订单须注明机构名称。' },
  'R-CN-48': {
    en: 'Insufficient inspections are told to the business platform and the management platform.',
    zh: '云检查资源不足时通知业务平台与管理平台。',
  },
  'R-CN-49': {
    en: '24 hours after arrears begin, uploads stop; what was uploaded stays viewable.',
    zh: '欠费 24 小时后停止上传，已上传的检查仍可浏览。',
  },
  'R-CN-50': {
    en: 'A top-up offsets arrears first; when enough remains, uploading resumes by itself.',
    zh: '充值优先抵扣欠费，资源充足后自动恢复上传。',
  },
  'R-CN-52': {
    en: 'Online orders are not refunded; the offline agreement governs.',
    zh: '线上订单暂不支持退款，以线下签署的协议为准。',
  },
} as const satisfies RuleStatements;
