/** What the billing page of Intelligent Pre-Consultation says, in our words. */
import type { RuleStatements } from './rule-statements.ts';

export const IPC_STATEMENTS: RuleStatements<'ipc'> = {
  'R-IPC-01': {
    en: 'The platform is prepaid, in three parts: AI platform software by subscription, the AI resource pack and services.',
    zh: '平台采用预付费方式，包括 AI 平台软件（订阅）、AI 资源包与服务三部分。',
  },
  'R-IPC-02': {
    en: 'Software is bought on the purchase page and enabled for the organization within 24 hours.',
    zh: '软件在购买页购买，24 小时内为机构开通。',
  },
  'R-IPC-03': {
    en: 'The AI resource pack is bought on the purchase page and credited to the platform account within 24 hours.',
    zh: 'AI 资源包在购买页购买，24 小时内到账至平台账户。',
  },
  'R-IPC-04': { en: 'Services are bought on the purchase page.', zh: '服务在购买页购买。' },
  'R-IPC-05': {
    en: 'Pre-consultation assistant: 5,900 USD per set and month.',
    zh: '预问诊助手：每套每月 5,900 美元。',
  },
  'R-IPC-06': {
    en: 'Pre-visit health checkup assistant: 70,000 USD per set and year.',
    zh: '诊前体检助手：每套每年 70,000 美元。',
  },
  'R-IPC-07': {
    en: 'Health analysis summary: 27,000 USD per set and month.',
    zh: '健康分析总结：每套每月 27,000 美元。',
  },
  'R-IPC-08': {
    en: 'Health checkup report recommendation: 13,500 USD per set and month.',
    zh: '体检报告推荐：每套每月 13,500 美元。',
  },
  'R-IPC-09': {
    en: 'Health checkup report summary: 13,500 USD per set and month.',
    zh: '体检报告总结：每套每月 13,500 美元。',
  },
  'R-IPC-10': {
    en: 'Knowledge customization pack: 50,000 USD per set and month.',
    zh: '体检套餐知识定制资源包：每套每月 50,000 美元。',
  },
  'R-IPC-11': {
    en: 'Overseas deployment and implementation: 70,000 USD per set.',
    zh: '海外部署实施：每套 70,000 美元。',
  },
  'R-IPC-12': {
    en: 'Software features are enabled for each institution.',
    zh: '软件功能以机构为单位开通。',
  },
  'R-IPC-13': {
    en: 'The customer chooses freely among five features; none is mandatory.',
    zh: '五项软件功能可自由选择，均非必选。',
  },
  'R-IPC-14': {
    en: 'Software is used on the cloud for the subscribed duration.',
    zh: '软件按订阅时长在有效期内于云端使用。',
  },
  'R-IPC-15': {
    en: 'Software is sold in complete sets, which cannot be divided.',
    zh: '软件整套销售，不可拆分。',
  },
  'R-IPC-16': {
    en: 'The features that are activated for the organization are shown.',
    zh: '管理端展示当前机构已开通的功能。',
  },
  'R-IPC-17': {
    en: 'The AI resource pack is bought by the month and valid for the months bought.',
    zh: 'AI 资源包按月购买，在所购时长内有效。',
  },
  'R-IPC-18': {
    en: 'AI resource packs add up; what is about to end is used first.',
    zh: 'AI 资源包在有效期内可叠加，优先使用即将到期的资源。',
  },
  'R-IPC-19': {
    en: 'Purchase date, validity and renewal records of the AI resource pack are shown.',
    zh: '管理端展示 AI 资源包的购买日期、有效期与续费记录。',
  },
  'R-IPC-20': {
    en: 'The AI resource pack is for customizing the knowledge of health checkup packages only.',
    zh: 'AI 资源包仅用于体检套餐知识定制。',
  },
  'R-IPC-21': {
    en: 'Deployment is paid once and is complete when the user accepts it.',
    zh: '部署服务一次性付费，以用户验收确认为完成依据。',
  },
  'R-IPC-22': {
    en: 'Deployment is used within one year of purchase and is delivered locally or remotely.',
    zh: '部署服务有效期一年，包括本地交付与远程交付。',
  },
  'R-IPC-23': {
    en: 'Orders are placed on the official website; no offline agreement is needed.',
    zh: '在官网下单购买，无需线下协议。',
  },
  'R-IPC-24': {
    en: 'Software is ordered by feature: accept the terms, confirm the order, pay, and view the authorization.',
    zh: '软件下单：选择功能，勾选条款，确认订单，付款后查看授权状态。',
  },
  'R-IPC-25': {
    en: 'The resource pack is ordered by months: accept the terms, confirm the order, pay, and view the resources.',
    zh: '资源包下单：选择购买月数，勾选条款，确认订单，付款后查看资源。',
  },
  'R-IPC-26': {
    en: 'Deployment is ordered by accepting the terms, confirming the order and paying.',
    zh: '服务下单：选择部署服务，勾选条款，确认订单并付款。',
  },
  'R-IPC-27': {
    en: 'When the validity of an enabled feature does not suffice, the business platform and the management platform are notified.',
    zh: '已开通功能的有效期不足时，提醒业务平台与管理平台。',
  },
  'R-IPC-28': {
    en: '24 hours after arrears begin the patient end closes; the console still shows history.',
    zh: '欠费 24 小时后停服，患者端不可访问，管理端仍可查看历史数据。',
  },
  'R-IPC-29': {
    en: 'A top-up pays arrears first; when it suffices, functions are restored by themselves.',
    zh: '续费优先抵扣欠费，充足后自动恢复功能。',
  },
  'R-IPC-30': {
    en: 'Renew the original order, or place a new order and contact sales.',
    zh: '可续费原订单，或重新下单后联系销售。',
  },
  'R-IPC-31': { en: 'Refunds are not supported.', zh: '不支持退款。' },
  'R-IPC-32': {
    en: 'For help, contact sales or submit a ticket.',
    zh: '如需帮助，请联系销售或提交工单。',
  },
};
