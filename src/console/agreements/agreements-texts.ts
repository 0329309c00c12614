import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type AgreementState = Record<Schemas['Agreement']['state'], string>;

/** Words that all pages about agreements share. */
export const AGREEMENTS_TEXTS = texts(
  {
    agreement: 'Agreement',
    customer: 'Customer',
    number: 'Agreement number',
    productLines: 'Product lines',
    signedOn: 'Signed on',
    validTo: 'Valid to',
    unlimited: 'No end date',
    parties: 'Parties',
    document: 'Document',
    state: 'State',
    states: {
      active: 'Active',
      expired: 'Expired',
      terminated: 'Terminated',
    } satisfies AgreementState,
    loading: 'Loading agreements…',
    list: {
      title: 'Agreements',
      none: 'There are no agreements yet.',
      all: 'All agreements',
      withTrials: 'Include trial accounts',
      customers: 'Customers',
    },
  },
  {
    agreement: '合作协议',
    customer: '客户',
    number: '协议编号',
    productLines: '产品线',
    signedOn: '签署日期',
    validTo: '有效期至',
    unlimited: '长期有效',
    parties: '签约方',
    document: '协议文件',
    state: '状态',
    states: { active: '有效', expired: '已到期', terminated: '已终止' },
    loading: '协议加载中…',
    list: {
      title: '合作协议',
      none: '暂无协议。',
      all: '全部协议',
      withTrials: '包含试用账户',
      customers: '客户',
    },
  },
);
