/** What the billing page of the AI Platform Development and Implementation Service says, in our words. */
import type { RuleStatements } from './rule-statements.ts';

export const HUAWEI_AI_STATEMENTS: RuleStatements<'huawei-ai'> = {
  'R-HW-01': {
    en: 'Prices are in USD, for one of two regions: Asia Pacific, Russia and Latin America; or Europe, Africa, Brazil and the Middle East.',
    zh: '价格以美元计，分两个区域：亚太、俄罗斯与拉美；欧洲、非洲、巴西与中东。',
  },
  'R-HW-02': {
    en: 'Payment is one-off: units × unit price of the region.',
    zh: '一次性付费：数量 × 区域单价。',
  },
  'R-HW-03': {
    en: 'Services are sold by the set, one by the model and one by the application.',
    zh: '服务按套销售，个别按模型或按应用销售。',
  },
  'R-HW-04': {
    en: 'A set is a one-off technical support service sized by the workforce baseline of the service.',
    zh: '“套”为一次性技术支持服务，规模由该服务项的人力基线确定。',
  },
  'R-HW-05': { en: 'Configuration changes are not supported.', zh: '不支持变更配置。' },
  'R-HW-06': {
    en: 'A service can be refunded before it is used, not during or after delivery.',
    zh: '使用前可退款，交付中或交付后不可退款。',
  },
  'R-HW-07': {
    en: 'The buyer consults the service description and considers their own needs before purchase.',
    zh: '购买前请阅读服务说明并评估需求。',
  },
  'R-HW-08': {
    en: 'Services cannot be renewed; buy again if needed.',
    zh: '不支持续费，如有需要请重新购买。',
  },
  'R-HW-09': {
    en: 'Use the service soon after purchase; once it has expired it has to be bought again.',
    zh: '购买后请尽快使用，过期后须重新购买。',
  },
  'R-HW-10': {
    en: 'No agreement, crediting time, arrears, suspension or acceptance is stated.',
    zh: '未规定合作协议、到账时限、欠费、停服或验收。',
  },
  'R-HW-11': {
    en: 'Tiers are Basic, Standard, Professional, Platinum and Flagship; not every service has each.',
    zh: '规格包括基础版、标准版、专业版、铂金版与旗舰版，并非每项服务均提供全部规格。',
  },
};
