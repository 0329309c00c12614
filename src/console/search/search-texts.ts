import { texts } from '../texts/texts.ts';

export const SEARCH_TEXTS = texts(
  {
    open: 'Search',
    title: 'Search',
    label: 'Customer, order, service or id',
    found: 'Found',
    kinds: { account: 'Customer', order: 'Order', service: 'Service' },
    hint: 'Type the beginning of a name, a reference or an id.',
    searching: 'Searching…',
    nothing: 'Nothing begins with this text.',
    tooMany: 'Too many names begin with this text. Type more of it.',
    close: 'Close',
    keys: 'Arrow keys choose, Enter opens.',
  },
  {
    open: '搜索',
    title: '搜索',
    label: '客户、订单、服务或编号',
    found: '搜索结果',
    kinds: { account: '客户', order: '订单', service: '服务' },
    hint: '请输入名称、客户单号或编号的开头。',
    searching: '搜索中…',
    nothing: '没有以此开头的内容。',
    tooMany: '匹配的名称过多，请输入更多字符。',
    close: '关闭',
    keys: '方向键选择，回车键打开。',
  },
);
