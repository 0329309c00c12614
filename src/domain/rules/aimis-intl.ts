/** Rules of AIMIS, international edition. */
import type { RuleStatements } from './rule.ts';

export const AIMIS_INTL_RULES = {
  'R-INTL-01': { en: 'The platform is prepaid.', zh: '平台采用预付费方式。' },
  'R-INTL-04': {
    en: 'Bought cloud and AI resources reach the platform account within 24 hours of purchase.',
    zh: '购买的云资源与 AI 资源在购买后 24 小时内到账至平台账户。',
  },
  'R-INTL-05': {
    en: 'Bought software is activated within 24 hours of purchase.',
    zh: '购买的软件授权在购买后 24 小时内开通。',
  },
  'R-INTL-07': {
    en: 'An offline cooperation agreement is signed before the first purchase.',
    zh: '首次购买前须签署线下合作协议。',
  },
  'R-INTL-08': {
    en: 'With the agreement, orders are placed online or offline.',
    zh: '签署协议后可在线上或线下下单。',
  },
  'R-INTL-11': {
    en: 'Cloud inspection resources are consumed within one year of purchase and are void afterwards.',
    zh: '云检查资源须在购买之日起一年内使用完毕，逾期作废。',
  },
  'R-INTL-12': {
    en: 'Valid purchases stack; what expires soonest is deducted first.',
    zh: '有效期内可叠加购买，优先扣除最早到期的资源。',
  },
  'R-INTL-13': {
    en: 'A top-up of an account in arrears offsets the arrears first.',
    zh: '账户欠费时，续费资源优先抵扣欠费。',
  },
  'R-INTL-14': {
    en: 'Available, used and arrears resources are shown.',
    zh: '管理端展示可用、已用与欠费资源。',
  },
  'R-INTL-15': {
    en: 'Inspections by quantity come with storage of 1, 2, 3, 5, 10 or 15 years and are valid for one year.',
    zh: '按量购买的云检查存储时长为 1、2、3、5、10 或 15 年，有效期一年。',
  },
  'R-INTL-16': {
    en: 'Inspections bought annually are stored for the years bought and are valid for one year.',
    zh: '按年购买的云检查存储时长为所购年数，有效期一年。',
  },
  'R-INTL-17': {
    en: 'At least 1,000 inspections, in multiples of 1,000.',
    zh: '云检查起售 1,000 例，按 1,000 例的整数倍销售。',
  },
  'R-INTL-18': { en: 'Buying by duration starts at 1 year.', zh: '按时长购买至少 1 年。' },
  'R-INTL-19': {
    en: 'Price by quantity: inspections × unit price of the N-year package.',
    zh: '按量价格：例数 × N 年包单价。',
  },
  'R-INTL-20': {
    en: 'Annual price: inspections × unit price per year × years.',
    zh: '按年价格：例数 × 每年单价 × 年数。',
  },
  'R-INTL-21': { en: 'No unit price is published.', zh: '未公布单价。' },
  'R-INTL-23': {
    en: 'AI by quantity is online access; AI bought once is delivered offline.',
    zh: 'AI 按量为在线使用；一次性购买为线下交付部署。',
  },
  'R-INTL-24': {
    en: 'AI packages are consumed within one year of purchase.',
    zh: 'AI 资源包须在购买后一年内使用完毕。',
  },
  'R-INTL-25': {
    en: 'AI packages stack; what expires soonest is deducted first.',
    zh: 'AI 资源包可叠加，优先扣除最早到期的资源。',
  },
  'R-INTL-26': {
    en: 'Remaining and total counts and renewal records of AI resources are shown.',
    zh: '管理端展示 AI 资源的剩余次数、总次数与续费记录。',
  },
  'R-INTL-27': {
    en: 'The Mimi AI Assistant is sold by the case, from 1,000 cases.',
    zh: 'Mimi AI 助手按例计费，起售 1,000 例。',
  },
  'R-INTL-28': {
    en: 'AI bought once is long-term, unlimited and sold per product set.',
    zh: '一次性购买的 AI 长期有效、不限例数，按产品套数销售。',
  },
  'R-INTL-29': {
    en: 'At least 1,000 AI cases, in multiples of 1,000.',
    zh: 'AI 资源起售 1,000 例，按 1,000 例的整数倍销售。',
  },
  'R-INTL-30': { en: 'AI bought once cannot be ordered online.', zh: '一次性购买的 AI 不支持线上下单。' },
  'R-INTL-31': { en: 'No arrears are provided for AI resources.', zh: 'AI 资源不设欠费规则。' },
  'R-INTL-34': {
    en: 'Basic software is mandatory, optional software is bought as needed.',
    zh: '基础软件必选，可选软件按需购买。',
  },
  'R-INTL-35': {
    en: 'The activated features of an organization are shown.',
    zh: '管理端展示当前机构已开通的功能。',
  },
  'R-INTL-36': {
    en: 'The Basic Edition is sold for a duration, as one complete set.',
    zh: '基础版按订阅时长授权，整套销售，不可拆分。',
  },
  'R-INTL-38': {
    en: 'Optional features are sold one by one, for a duration.',
    zh: '可选功能按项销售，按订阅时长授权。',
  },
  'R-INTL-39': {
    en: 'A software licence covers one medical consortium.',
    zh: '软件授权以医联体为单位开通。',
  },
  'R-INTL-41': {
    en: 'A service is for one organization and is used within one year of purchase.',
    zh: '每项服务仅限一家机构使用，须在购买后一年内使用。',
  },
  'R-INTL-42': {
    en: 'Delivery and scheduled services are complete when the user accepts them.',
    zh: '交付与定制服务以用户验收确认为完成依据。',
  },
  'R-INTL-43': { en: 'Maintenance ends by itself when its time is over.', zh: '维保服务到期自动结束。' },
  'R-INTL-44': { en: 'The delivery service is local or remote.', zh: '交付服务包括现场交付与远程交付。' },
  'R-INTL-45': { en: 'Maintenance is sold in years.', zh: '维保服务按年购买。' },
  'R-INTL-46': {
    en: 'The scheduled service is customized work, paid once.',
    zh: '定制服务为一次性付费的定制人力服务。',
  },
  'R-INTL-49': {
    en: 'Services are ordered by quantity, maintenance by quantity and duration.',
    zh: '服务按数量下单，维保按数量与时长下单。',
  },
  'R-INTL-50': { en: 'A service order names the organization.', zh: '服务订单须注明机构名称。' },
  'R-INTL-51': {
    en: 'The terms are ticked before purchase, and a confirmation precedes payment.',
    zh: '购买前须勾选条款，支付前须确认订单。',
  },
  'R-INTL-52': {
    en: 'Insufficient inspections are told to the business platform and the management platform.',
    zh: '云检查资源不足时通知业务平台与管理平台。',
  },
  'R-INTL-53': {
    en: '24 hours after arrears begin, new inspections cannot be uploaded.',
    zh: '欠费 24 小时后停止服务，无法上传新检查。',
  },
  'R-INTL-54': {
    en: 'Inspections uploaded in excess are booked as arrears.',
    zh: '超量上传的检查记为欠费。',
  },
  'R-INTL-55': { en: 'Uploaded inspections stay viewable.', zh: '已上传的检查不受影响，可正常浏览。' },
  'R-INTL-56': {
    en: 'A top-up offsets arrears first; when enough remains, uploading resumes by itself.',
    zh: '充值优先抵扣欠费，资源充足后自动恢复上传。',
  },
  'R-INTL-57': { en: 'Renewal is buying again.', zh: '续费即再次购买。' },
  'R-INTL-58': {
    en: 'Online orders are not refunded; the offline agreement governs.',
    zh: '线上订单不支持退款，以线下签署的协议为准。',
  },
} as const satisfies RuleStatements;
