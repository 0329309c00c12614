/** What the purchase guide of AIMIS, China edition, says, in our words. */
import type { RuleStatements } from './rule-statements.ts';

export const AIMIS_CN_STATEMENTS: RuleStatements<'aimis-cn'> = {
  'R-CN-01': { en: 'The platform is prepaid.', zh: '平台采用预付费方式。' },
  'R-CN-02': {
    en: 'The platform fee has four parts: cloud inspections, AI review, software licences and services.',
    zh: '平台费用包括云检查资源、AI 调阅、软件授权与服务四部分。',
  },
  'R-CN-03': {
    en: 'Cloud resources and software are bought on one page and reach the platform account within 24 hours of purchase.',
    zh: '云资源与软件功能在产品购买页购买，购买后 24 小时内到账至平台账户。',
  },
  'R-CN-04': { en: 'Services are bought on the service purchase page.', zh: '服务在服务购买页购买。' },
  'R-CN-05': {
    en: 'An offline cooperation agreement is signed before purchasing.',
    zh: '购买前须签署线下合作协议。',
  },
  'R-CN-06': {
    en: 'Channel sales sign the agreement with the customer; orders are then placed online or procured offline.',
    zh: '请联系渠道销售签署协议，签署后可线上下单或线下采购。',
  },
  'R-CN-07': {
    en: 'The commercial contract governs kinds, content and standards of service. Sales: 4009100100 or 95716.',
    zh: '服务的种类、内容与标准以商业合同为准。咨询电话：4009100100 或 95716。',
  },
  'R-CN-08': {
    en: 'Cloud inspections are prepaid in one of two ways: annually or by quantity.',
    zh: '云检查资源按年或按量预付费购买。',
  },
  'R-CN-09': {
    en: 'Cloud inspection resources are used within one year of purchase and are void afterwards.',
    zh: '云检查资源须在购买后一年内使用，逾期作废。',
  },
  'R-CN-10': {
    en: 'Valid purchases add up; what expires soonest is deducted first.',
    zh: '有效期内可叠加，优先扣除最早到期的资源。',
  },
  'R-CN-11': {
    en: 'A renewal of an account in arrears pays the arrears first.',
    zh: '欠费时续费优先抵扣欠费。',
  },
  'R-CN-12': {
    en: 'Available and used inspections and arrears are shown.',
    zh: '管理端展示可用、已用与欠费的云检查资源。',
  },
  'R-CN-13': {
    en: 'Inspections by quantity are valid for one year, stored for 15 years only, and sold from 10,000.',
    zh: '按量购买的云检查有效期一年，存储时长仅为 15 年，1 万例次起售。',
  },
  'R-CN-14': {
    en: 'Inspections bought annually are valid for one year, stored for as many years as are bought, and sold from 10,000.',
    zh: '按年购买的云检查有效期一年，存储时长为所购年数，1 万例次起售。',
  },
  'R-CN-15': {
    en: 'Cloud inspections are sold from 10,000, in multiples of 10,000.',
    zh: '云检查资源 1 万例次起售，按 1 万例次的整数倍销售。',
  },
  'R-CN-16': { en: 'A purchase by duration is for at least one year.', zh: '按时长购买至少 1 年。' },
  'R-CN-17': {
    en: 'Price: inspections × unit price of the 15-year package, or × unit price per year × years.',
    zh: '价格：例次 × 15 年单价，或例次 × 每年单价 × 年数。',
  },
  'R-CN-18': { en: 'No unit price is published.', zh: '未公布单价。' },
  'R-CN-19': {
    en: 'AI review is sold by quantity or as a one-time purchase.',
    zh: 'AI 调阅分为按量购买与一次性购买。',
  },
  'R-CN-20': {
    en: 'AI by quantity is reviewed online; AI bought once is delivered and deployed offline.',
    zh: '按量购买的 AI 在线调阅；一次性购买的 AI 线下交付部署。',
  },
  'R-CN-21': {
    en: 'AI packages are used within one year of purchase.',
    zh: 'AI 资源包须在购买后一年内使用。',
  },
  'R-CN-22': {
    en: 'Valid AI packages add up; what expires soonest is deducted first.',
    zh: 'AI 资源包在有效期内可叠加，优先扣除最早到期的资源。',
  },
  'R-CN-23': {
    en: 'Remaining and total counts and the renewal records of AI resources are shown.',
    zh: '管理端展示 AI 资源的剩余次数、总次数与续费记录。',
  },
  'R-CN-24': {
    en: 'Glaucoma AI is used online or through the API, valid for one year, billed by the case and sold from 1,000 cases.',
    zh: '青光眼 AI 支持在线调阅或 API 调用，有效期一年，按例计费，1,000 例起售。',
  },
  'R-CN-25': {
    en: 'Glaucoma, Pneumonia and Colorectal AI bought once are valid for the long term, unlimited, delivered offline and sold by the product set.',
    zh: '一次性购买的青光眼、肺炎、结直肠 AI 长期有效、不限例数，线下交付，按套销售。',
  },
  'R-CN-26': {
    en: 'AI packages are sold from 1,000 cases, in multiples of 1,000.',
    zh: 'AI 资源包 1,000 例起售，按 1,000 例的整数倍销售。',
  },
  'R-CN-27': {
    en: 'AI is bought once offline; online orders are not possible for now.',
    zh: '一次性购买的 AI 暂不支持线上下单，须线下购买。',
  },
  'R-CN-28': { en: 'Software has a basic and an optional part.', zh: '软件分为基础软件与可选软件。' },
  'R-CN-29': {
    en: 'Software features are activated for each organization.',
    zh: '软件功能以机构为单位开通。',
  },
  'R-CN-30': {
    en: 'Basic software is mandatory; optional software is bought on demand; once activated both are used for the long term.',
    zh: '基础软件必选，可选软件按需购买，开通后可长期在云端使用。',
  },
  'R-CN-31': {
    en: 'The features that are activated for the organization are shown.',
    zh: '管理端展示当前机构已开通的功能。',
  },
  'R-CN-32': {
    en: 'Basic software is required, valid for the long term and sold as one complete set.',
    zh: '基础软件必选，长期有效，整套销售，不可拆分。',
  },
  'R-CN-33': {
    en: 'Basic software has eight features, from inspection and report management to notifications and the patient imaging archive.',
    zh: '基础软件包含检查管理、报告管理、基础阅片、机构管理、用户管理、云胶片配置、通知管理与患者影像档案八项功能。',
  },
  'R-CN-34': {
    en: 'Optional features are valid for the long term and sold one by one.',
    zh: '可选功能长期有效，按项销售。',
  },
  'R-CN-35': {
    en: 'There are thirteen optional features, from 3D reconstruction to the Glaucoma AI service package.',
    zh: '可选功能共十三项，从三维重建到青光眼 AI 服务包。',
  },
  'R-CN-36': {
    en: 'A software licence covers one organization; several organizations need several licences.',
    zh: '软件授权以机构为单位，多家机构须分别购买。',
  },
  'R-CN-37': {
    en: 'There are three services: delivery, maintenance and custom development.',
    zh: '服务包括交付、维保与定开。',
  },
  'R-CN-38': {
    en: 'A service is for one organization and is used within one year of purchase, or it lapses.',
    zh: '每项服务仅限一家机构使用，须在购买后一年内使用，逾期失效。',
  },
  'R-CN-39': {
    en: 'Delivery and custom development are paid once and are complete when the user accepts them.',
    zh: '交付与定开一次性付费，以用户验收确认为完成依据。',
  },
  'R-CN-40': {
    en: 'Maintenance is a subscription for the period that was bought and ends by itself.',
    zh: '维保为包年包月服务，在所购服务期内有效，到期自动结束。',
  },
  'R-CN-41': {
    en: 'Delivery is paid once, valid for one year and delivered locally or remotely, with acceptance by the user.',
    zh: '交付服务一次性付费，有效期一年，包括本地交付与远程交付，由用户验收。',
  },
  'R-CN-42': {
    en: 'Maintenance is bought in years and covers local inspection and remote maintenance.',
    zh: '维保服务按年购买，包括本地巡检与远程维保。',
  },
  'R-CN-43': {
    en: 'Custom development is customized work, paid once, valid for one year, with acceptance by the user.',
    zh: '定开服务为定制化人力服务，一次性付费，有效期一年，由用户验收。',
  },
  'R-CN-44': {
    en: 'Resources are ordered by packages or duration: accept the terms, confirm the order, pay, and view the packages.',
    zh: '资源下单：选择资源包数量或时长，勾选条款，确认订单，付款后查看资源包。',
  },
  'R-CN-45': {
    en: 'Software is ordered with the basic version as the required item and optional features as needed.',
    zh: '软件下单：基础版为必选项，可选功能按需选择。',
  },
  'R-CN-46': {
    en: 'Services are ordered by quantity, maintenance by quantity and duration.',
    zh: '服务按数量下单，维保按数量与时长下单。',
  },
  'R-CN-47': {
    en: 'A service order names the organization; its ID, token and the like can be added once AIMIS is in use.',
    zh: '服务订单须备注机构名称；已开通平台的，可补充机构标识、令牌等信息。',
  },
  'R-CN-48': {
    en: 'When available inspections do not suffice, the business platform and the management platform are notified.',
    zh: '云检查资源不足时，通知业务平台与管理平台。',
  },
  'R-CN-49': {
    en: '24 hours after arrears begin, new inspections cannot be uploaded; what was uploaded stays viewable.',
    zh: '欠费 24 小时后停服，不可上传新检查，超量上传记为欠费；已上传的检查仍可浏览。',
  },
  'R-CN-50': {
    en: 'A top-up pays arrears first; when enough remains, uploading resumes by itself.',
    zh: '续费优先抵扣欠费，资源充足后自动恢复上传。',
  },
  'R-CN-51': { en: 'To renew, buy again.', zh: '使用后重新购买即为续费。' },
  'R-CN-52': {
    en: 'Online orders are not refundable for now; the signed offline agreement governs.',
    zh: '线上订单暂不支持退款，以线下签署的协议为准。',
  },
};
