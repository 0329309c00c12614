import { texts } from '../texts/texts.ts';

export const ACCOUNT_PICKER_TEXTS = texts(
  {
    search: 'Search customers by name or id',
    label: 'Customer',
    loading: 'Searching…',
    none: 'No customer begins like this.',
    noneYet: 'There are no customers yet.',
    new: 'New customer',
    more: (count: number) => `The first ${count} are shown. Type more of the name.`,
    sandbox: 'Sandbox',
  },
  {
    search: '按名称或编号搜索客户',
    label: '客户',
    loading: '搜索中…',
    none: '没有匹配的客户。',
    noneYet: '暂无客户。',
    new: '新建客户',
    more: (count: number) => `仅显示前 ${count} 个，请输入更多字符。`,
    sandbox: '沙箱',
  },
);
