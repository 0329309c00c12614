/** What the purchase guide of AIMIS, international edition, says, in our words. */
import type { RuleStatements } from './rule-statements.ts';

export const AIMIS_INTL_STATEMENTS: RuleStatements<'aimis-intl'> = {
  'R-INTL-01': { en: 'The platform is prepaid.', zh: '平台采用预付费方式。' },
  'R-INTL-02': {
    en: 'The platform fee has three parts: cloud inspection resources, software licences and services. AI resources have a section of their own.',
    zh: '平台费用包括云检查资源、软件授权与服务三部分，AI 资源另行说明。',
  },
  'R-INTL-03': {
    en: 'Cloud inspection resources and AI resources are bought on the resource purchasing page.',
    zh: '云检查资源与 AI 资源在资源购买页购买。',
  },
  'R-INTL-04': {
    en: 'Cloud and AI resources reach the platform account within 24 hours of purchase.',
    zh: '云资源与 AI 资源在购买后 24 小时内到账至平台账户。',
  },
  'R-INTL-05': {
    en: 'Software is subscribed to on the software purchasing page and is activated for the institution within 24 hours of purchase.',
    zh: '软件功能在软件购买页订阅，购买后 24 小时内为机构开通。',
  },
  'R-INTL-06': { en: 'Services are bought on the service purchasing page.', zh: '服务在服务购买页购买。' },
  'R-INTL-07': {
    en: 'The product includes medical device software, so an offline cooperation agreement is signed before the first purchase.',
    zh: '产品包含医疗器械软件，首次购买前须签署线下合作协议。',
  },
  'R-INTL-08': {
    en: 'Channel sales complete the agreement with the customer; orders are then placed online or offline.',
    zh: '请联系渠道销售签署协议，签署后可在线上或线下下单。',
  },
  'R-INTL-09': {
    en: 'The guide informs; products change, and the terms that apply to the purchase govern.',
    zh: '购买指南仅供参考，产品可能调整，以购买时适用的条款为准。',
  },
  'R-INTL-10': {
    en: 'Cloud inspections are prepaid in one of two ways: annually or by quantity.',
    zh: '云检查资源按年或按量预付费购买。',
  },
  'R-INTL-11': {
    en: 'Cloud inspection resources are used within one year from the date of purchase and are void afterwards.',
    zh: '云检查资源须在购买之日起一年内使用完毕，逾期作废。',
  },
  'R-INTL-12': {
    en: 'Valid purchases add up; what expires soonest is deducted first.',
    zh: '有效期内可叠加购买，优先扣除最早到期的资源。',
  },
  'R-INTL-13': {
    en: 'A top-up of an account in arrears pays the arrears first.',
    zh: '账户欠费时，续费资源优先抵扣欠费。',
  },
  'R-INTL-14': {
    en: 'Available and used inspections and arrears of the account are shown.',
    zh: '管理端展示账户可用、已用与欠费的云检查资源。',
  },
  'R-INTL-15': {
    en: 'Inspections by quantity are valid for one year, stored for 1, 2, 3, 5, 10 or 15 years, and sold from 1,000.',
    zh: '按量购买的云检查有效期一年，存储时长为 1、2、3、5、10 或 15 年，1,000 例次起售。',
  },
  'R-INTL-16': {
    en: 'Inspections bought annually are valid for one year, stored for as many years as are bought, and sold from 1,000.',
    zh: '按年购买的云检查有效期一年，存储时长为所购年数，1,000 例次起售。',
  },
  'R-INTL-17': {
    en: 'Cloud inspections are sold from 1,000, in multiples of 1,000.',
    zh: '云检查资源 1,000 例次起售，按 1,000 例次的整数倍销售。',
  },
  'R-INTL-18': { en: 'A purchase by duration is for at least one year.', zh: '按时长购买至少 1 年。' },
  'R-INTL-19': {
    en: 'Price by quantity: inspections × unit price of the package with its years of storage.',
    zh: '按量价格：例次 × 对应存储年数的单价。',
  },
  'R-INTL-20': {
    en: 'Annual price: inspections × unit price per year × years.',
    zh: '按年价格：例次 × 每年单价 × 年数。',
  },
  'R-INTL-21': { en: 'No unit price is published.', zh: '未公布单价。' },
  'R-INTL-22': {
    en: 'AI-assisted review is sold by quantity or as a one-time purchase.',
    zh: 'AI 辅助调阅分为按量购买与一次性购买。',
  },
  'R-INTL-23': {
    en: 'AI by quantity is used online; AI bought once is delivered and deployed offline.',
    zh: '按量购买的 AI 在线使用；一次性购买的 AI 线下交付部署。',
  },
  'R-INTL-24': {
    en: 'AI packages are used within one year of purchase and expire afterwards.',
    zh: 'AI 资源包须在购买后一年内使用完毕，逾期失效。',
  },
  'R-INTL-25': {
    en: 'Valid AI packages add up; what expires soonest is deducted first.',
    zh: 'AI 资源包在有效期内可叠加，优先扣除最早到期的资源。',
  },
  'R-INTL-26': {
    en: 'Remaining and total counts and the renewal records of AI resources are shown.',
    zh: '管理端展示 AI 资源的剩余次数、总次数与续费记录。',
  },
  'R-INTL-27': {
    en: 'The Mimi AI Assistant is used online or through the API, billed by the case and sold from 1,000 cases.',
    zh: 'Mimi AI 助手支持在线使用或 API 调用，按例计费，1,000 例起售。',
  },
  'R-INTL-28': {
    en: 'AI bought once is valid for the long term, unlimited, delivered offline and sold by the product set.',
    zh: '一次性购买的 AI 长期有效、不限例数，线下交付，按套销售。',
  },
  'R-INTL-29': {
    en: 'AI packages are sold from 1,000 cases, in multiples of 1,000.',
    zh: 'AI 资源包 1,000 例起售，按 1,000 例的整数倍销售。',
  },
  'R-INTL-30': {
    en: 'AI is bought once through sales, not online.',
    zh: '一次性购买的 AI 不支持线上下单，请联系销售。',
  },
  'R-INTL-31': {
    en: 'Arrears are for cloud inspections only; AI resources cannot be overdrawn.',
    zh: '欠费规则仅适用于云检查资源，AI 资源不可透支。',
  },
  'R-INTL-32': { en: 'Software has a basic and an optional part.', zh: '软件分为基础软件与可选软件。' },
  'R-INTL-33': {
    en: 'Software features are activated for each organization.',
    zh: '软件功能以机构为单位开通。',
  },
  'R-INTL-34': {
    en: 'Basic software is mandatory; optional software is bought as needed; both are used on the cloud.',
    zh: '基础软件必选，可选软件按需购买，均在云端使用。',
  },
  'R-INTL-35': {
    en: 'The features that are activated for the organization are shown.',
    zh: '管理端展示当前机构已开通的功能。',
  },
  'R-INTL-36': {
    en: 'The Basic Edition is required, valid for the subscribed duration and sold as one complete set.',
    zh: '基础版必选，按订阅时长授权，整套销售，不可拆分。',
  },
  'R-INTL-37': {
    en: 'The Basic Edition has eight features, from inspection and report management to data management and log audit.',
    zh: '基础版包含检查管理、报告管理、阅片、医院管理、医生管理、云胶片配置、数据管理与日志审计八项功能。',
  },
  'R-INTL-38': {
    en: 'Optional features are sold one by one and are valid for the subscribed duration.',
    zh: '可选功能按项销售，按订阅时长授权。',
  },
  'R-INTL-39': {
    en: 'A software licence covers one medical consortium; several consortia need several licences.',
    zh: '软件授权以医联体为单位，多个医联体须分别购买。',
  },
  'R-INTL-40': {
    en: 'There are three services: delivery, maintenance and scheduled (custom) work.',
    zh: '服务包括交付服务、维保服务与定开服务。',
  },
  'R-INTL-41': {
    en: 'A service is for one organization and is used within one year of purchase, or it expires.',
    zh: '每项服务仅限一家机构使用，须在购买后一年内使用，逾期失效。',
  },
  'R-INTL-42': {
    en: 'Delivery and scheduled services are paid once and are complete when the user accepts them.',
    zh: '交付服务与定开服务一次性付费，以用户验收确认为完成依据。',
  },
  'R-INTL-43': {
    en: 'Maintenance is a subscription for the period that was bought and ends by itself.',
    zh: '维保服务按订阅时长生效，到期自动结束。',
  },
  'R-INTL-44': {
    en: 'The delivery service is paid once, valid for one year and delivered locally or remotely, with acceptance by the user.',
    zh: '交付服务一次性付费，有效期一年，包括本地交付与远程交付，由用户验收。',
  },
  'R-INTL-45': {
    en: 'Maintenance is bought in years and covers local maintenance, local inspection and remote maintenance.',
    zh: '维保服务按年购买，包括本地维保、本地巡检与远程维保。',
  },
  'R-INTL-46': {
    en: 'The scheduled service is customized work, paid once, valid for one year, with acceptance by the user.',
    zh: '定开服务为定制化人力服务，一次性付费，有效期一年，由用户验收。',
  },
  'R-INTL-47': {
    en: 'Resources are ordered by packages or duration: accept the terms, confirm the order, pay, and view the packages.',
    zh: '资源下单：选择资源包数量或时长，勾选条款，确认订单，付款后查看资源包。',
  },
  'R-INTL-48': {
    en: 'Software is ordered with the basic version as the required item and optional features as needed.',
    zh: '软件下单：基础版为必选项，可选功能按需选择。',
  },
  'R-INTL-49': {
    en: 'Services are ordered by quantity, maintenance by quantity and duration.',
    zh: '服务按数量下单，维保服务按数量与时长下单。',
  },
  'R-INTL-50': {
    en: 'A service order names the organization; its ID, token and the like can be added once AIMIS is in use.',
    zh: '服务订单须备注机构名称；已开通平台的，可补充机构标识、令牌等信息。',
  },
  'R-INTL-51': {
    en: 'The terms are accepted before purchase, and the order is confirmed before payment.',
    zh: '购买前须勾选条款，付款前须确认订单。',
  },
  'R-INTL-52': {
    en: 'When available inspections do not suffice, the business platform and the management platform are notified.',
    zh: '云检查资源不足时，通知业务平台与管理平台。',
  },
  'R-INTL-53': {
    en: '24 hours after arrears begin, new inspections cannot be uploaded.',
    zh: '欠费 24 小时后停服，不可上传新检查。',
  },
  'R-INTL-54': {
    en: 'Inspections uploaded beyond what is available are booked as arrears.',
    zh: '超出可用资源上传的检查记为欠费。',
  },
  'R-INTL-55': {
    en: 'Inspections that are already uploaded can be viewed as before.',
    zh: '已上传的检查不受影响，可正常浏览。',
  },
  'R-INTL-56': {
    en: 'A top-up pays arrears first; when enough remains, uploading resumes by itself.',
    zh: '续费优先抵扣欠费，资源充足后自动恢复上传。',
  },
  'R-INTL-57': {
    en: 'The platform is prepaid: to renew, buy again when resources are used up.',
    zh: '预付费产品，资源用尽后重新购买即为续费。',
  },
  'R-INTL-58': {
    en: 'Online orders of resources and software licences are not refundable; the signed offline agreement governs.',
    zh: '资源与软件授权的线上订单不支持退款，以线下签署的协议为准。',
  },
};
