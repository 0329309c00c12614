import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type Sku = Schemas['Sku'];
type Kinds = Record<Sku['kind'], { name: string; about: string }>;

const EN: Kinds = {
  lot: {
    name: 'Packages',
    about: 'Units that are credited to the account. What expires first is used first.',
  },
  licence: { name: 'Licences', about: 'Features that become active when the licence is paid.' },
  term: { name: 'Subscriptions', about: 'A paid period. The next one starts when the present one ends.' },
  'inspection-lot': {
    name: 'Cloud inspections',
    about: 'Inspections that may be stored in the cloud. Purchases add up; what expires first is used first.',
  },
  'ai-lot': {
    name: 'AI resources',
    about: 'Cases that AI reviews, online or by API. Purchases add up; what expires first is used first.',
  },
  'ai-perpetual': {
    name: 'AI products, one-time purchase',
    about: 'Delivered and deployed on site, for unlimited inspections, without end. Ordered offline.',
  },
  'software-basic': {
    name: 'Basic software',
    about: 'Required, and sold as one complete set. Optional features need it.',
  },
  'software-optional': {
    name: 'Optional software',
    about: 'Features that are bought one by one, and are active while basic software is.',
  },
  subscription: {
    name: 'Software subscriptions',
    about: 'Paid by term for one organization. The next term starts when the present one ends.',
  },
  'resource-pack': {
    name: 'AI resource packages',
    about: 'Paid by term for the account. The next term starts when the present one ends.',
  },
  service: { name: 'Services', about: 'Work for one organization, complete when it accepts the delivery.' },
  maintenance: {
    name: 'Maintenance',
    about: 'Care for one organization for the years bought. It ends by itself.',
  },
};
const ZH: Kinds = {
  lot: { name: '资源包', about: '充值到账户的用量，优先扣减最早到期的部分。' },
  licence: { name: '授权', about: '付款后开通的功能。' },
  term: { name: '订阅', about: '按期付费，新的期限自现有期限结束后开始。' },
  'inspection-lot': {
    name: '云检查资源',
    about: '用于向云端存储检查。可叠加购买，优先扣减最早到期的资源。',
  },
  'ai-lot': {
    name: 'AI 资源包',
    about: '用于 AI 调阅，支持线上调阅或 API 调用。可叠加购买，优先扣减最早到期的资源。',
  },
  'ai-perpetual': {
    name: 'AI 产品（一次性购买）',
    about: '线下交付部署，不限检查例次，长期有效。须线下下单。',
  },
  'software-basic': { name: '基础软件', about: '必选，整套销售。选购功能依赖基础软件。' },
  'software-optional': { name: '选购软件', about: '按需逐项购买，在基础软件有效期间可用。' },
  subscription: { name: '软件订阅', about: '按机构、按期限付费，新的期限自现有期限结束后开始。' },
  'resource-pack': { name: 'AI 资源包', about: '按账户、按期限付费，新的期限自现有期限结束后开始。' },
  service: { name: '服务', about: '面向单个机构，以验收确认为完成依据。' },
  maintenance: { name: '维保服务', about: '按所购年限为单个机构提供维保，到期自动结束。' },
};

const years = (count: number) => (count === 1 ? '1 year' : `${count} years`);
const months = (count: number) => (count === 1 ? '1 month' : `${count} months`);

/** What is said of every SKU: its kind, how long it is valid, and whether it is refunded. */
export const SKU_TEXTS = texts(
  {
    kinds: EN,
    years,
    months,
    usableYears: (count: number) => `Usable within ${years(count)} of payment; void afterwards`,
    storedYears: (count: number) => `Each is stored for ${years(count)}`,
    licenceTerm: (term: string) => `Active for ${term}`,
    perpetual: 'Active without end',
    covered: (term: string) => `Covered for ${term}`,
    startWithin: (count: number) => `To be started within ${years(count)} of payment; lapses otherwise`,
    maintained: (term: string, count: number) =>
      `Runs for ${term} from its start, which is at the latest ${years(count)} after payment`,
    refunds: {
      never: 'Not refundable',
      agreement_only: 'Not refundable online; the signed agreement decides',
      before_usage: 'Refundable until its delivery has started',
    } satisfies Record<Sku['refundPolicy'], string>,
  },
  {
    kinds: ZH,
    years: (count: number) => `${count} 年`,
    months: (count: number) => `${count} 个月`,
    usableYears: (count: number) => `付款后 ${count} 年内有效，逾期作废`,
    storedYears: (count: number) => `每例存储 ${count} 年`,
    licenceTerm: (term: string) => `有效期 ${term}`,
    perpetual: '长期有效',
    covered: (term: string) => `有效期 ${term}`,
    startWithin: (count: number) => `付款后 ${count} 年内启动，逾期失效`,
    maintained: (term: string, count: number) => `自启动起 ${term}，最迟于付款后 ${count} 年启动`,
    refunds: {
      never: '不支持退款',
      agreement_only: '线上不支持退款，以线下签署协议为准',
      before_usage: '交付开始前可退款',
    },
  },
);
