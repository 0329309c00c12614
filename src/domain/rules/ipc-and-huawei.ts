/** Rules of the two product lines with published prices: IPC and the Huawei AI service. */
import type { RuleStatements } from './rule.ts';

export const IPC_RULES = {
  'R-IPC-02': {
    en: 'Software is enabled within 24 hours of purchase.',
    zh: '软件授权在购买后 24 小时内开通。',
  },
  'R-IPC-03': {
    en: 'The AI resource pack is credited within 24 hours of purchase.',
    zh: 'AI 资源包在购买后 24 小时内到账。',
  },
  'R-IPC-05': {
    en: 'Pre-consultation assistant: priced per set and month.',
    zh: '预问诊助手：按套按月计价。',
  },
  'R-IPC-06': {
    en: 'Pre-visit health checkup assistant: priced per set and year.',
    zh: '诊前体检助手：按套按年计价。',
  },
  'R-IPC-07': {
    en: 'Health analysis summary: priced per set and month.',
    zh: '健康分析总结：按套按月计价。',
  },
  'R-IPC-08': {
    en: 'Health checkup report recommendation: priced per set and month.',
    zh: '体检报告推荐：按套按月计价。',
  },
  'R-IPC-09': {
    en: 'Health checkup report summary: priced per set and month.',
    zh: '体检报告总结：按套按月计价。',
  },
  'R-IPC-10': {
    en: 'Knowledge customization pack: priced per set and month.',
    zh: '知识定制资源包：按套按月计价。',
  },
  'R-IPC-11': {
    en: 'Overseas deployment and implementation: priced per set.',
    zh: '海外部署实施：按套计价。',
  },
  'R-IPC-12': { en: 'Software features are enabled per institution.', zh: '软件功能以机构为单位开通。' },
  'R-IPC-13': { en: 'None of the five features is mandatory.', zh: '五项功能可自由选择。' },
  'R-IPC-14': { en: 'Software is usable within its valid period.', zh: '软件在有效期内可用。' },
  'R-IPC-15': { en: 'Software is sold in complete sets.', zh: '软件整套销售，不可拆分。' },
  'R-IPC-17': { en: 'The AI resource pack is bought by the month.', zh: 'AI 资源包按月购买。' },
  'R-IPC-21': {
    en: 'Deployment is complete when the user accepts it.',
    zh: '部署服务以用户验收确认为完成依据。',
  },
  'R-IPC-22': {
    en: 'Deployment is used within one year of purchase and is delivered locally or remotely.',
    zh: '部署服务有效期一年，包括现场交付与远程交付。',
  },
  'R-IPC-24': {
    en: 'The terms are ticked before purchase, and a confirmation precedes payment.',
    zh: '购买前须勾选条款，支付前须确认订单。',
  },
  'R-IPC-27': {
    en: 'An insufficient validity period is told to the business platform and the management platform.',
    zh: '有效期不足时提醒业务平台与管理平台。',
  },
  'R-IPC-28': {
    en: '24 hours after arrears the patient end closes; history stays readable.',
    zh: '欠费 24 小时后患者端停用，管理端仍可查看历史数据。',
  },
  'R-IPC-29': { en: 'Sufficient top-up restores the functions.', zh: '充足续费后自动恢复功能。' },
  'R-IPC-30': { en: 'Renew the original order or place a new one.', zh: '可续费原订单或重新下单。' },
  'R-IPC-31': { en: 'Refunds are not supported.', zh: '不支持退款。' },
} as const satisfies RuleStatements;

export const HUAWEI_RULES = {
  'R-HW-01': {
    en: 'Prices depend on one of two regions outside China.',
    zh: '价格按中国以外的两个区域划分。',
  },
  'R-HW-02': { en: 'One-off payment: units × regional unit price.', zh: '一次性付费：数量 × 区域单价。' },
  'R-HW-03': { en: 'Sold per set, per model or per application.', zh: '按套、按模型或按应用销售。' },
  'R-HW-05': { en: 'Configuration changes are not supported.', zh: '不支持变更配置。' },
  'R-HW-06': {
    en: 'Refunds are possible before usage, not during or after delivery.',
    zh: '使用前可退款，交付中或交付后不可退款。',
  },
  'R-HW-07': {
    en: 'The buyer consults the service description before purchase.',
    zh: '购买前应阅读服务说明并评估需求。',
  },
  'R-HW-08': { en: 'Not renewable; buy again if needed.', zh: '不支持续费，如需请重新购买。' },
  'R-HW-09': { en: 'What has expired is bought again.', zh: '服务过期后须重新购买。' },
} as const satisfies RuleStatements;
