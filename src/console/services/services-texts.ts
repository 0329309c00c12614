import { texts } from '../texts/texts.ts';
import type { Tab } from './service-filters.ts';

export const SERVICES_TEXTS = texts(
  {
    title: 'Services',
    tabsLabel: 'Lists of services',
    tabs: {
      mine: 'Mine',
      unassigned: 'Unassigned',
      due: 'Due soon',
      delivered: 'Waiting for acceptance',
      all: 'All',
    } satisfies Record<Tab, string>,
    search: 'Search services',
    query: 'Customer, organization or id',
    apply: 'Search',
    clear: 'Clear the search',
    onlyCustomer: 'Only services of one customer.',
    loading: 'Loading services…',
    shown: (count: number) => `${count} ${count === 1 ? 'service' : 'services'} shown`,
    empty: {
      mine: 'Nothing is assigned to you. Open “Unassigned” to take on a service.',
      unassigned: 'Each open service is assigned.',
      due: 'No service has to be started within the next 30 days.',
      delivered: 'No delivery waits for acceptance.',
      all: 'There are no services yet. They appear here once their order is paid.',
    } satisfies Record<Tab, string>,
    emptyFound: 'No service in this list matches the search.',
  },
  {
    title: '服务',
    tabsLabel: '服务列表',
    tabs: { mine: '我的', unassigned: '未指派', due: '即将到期', delivered: '待验收', all: '全部' },
    search: '搜索服务',
    query: '客户、机构或编号',
    apply: '搜索',
    clear: '清除搜索',
    onlyCustomer: '仅显示某一客户的服务。',
    loading: '服务加载中…',
    shown: (count: number) => `已显示 ${count} 项服务`,
    empty: {
      mine: '暂无指派给您的服务。可在“未指派”中认领。',
      unassigned: '所有待办服务均已指派。',
      due: '未来 30 天内没有需要启动的服务。',
      delivered: '暂无待验收的服务。',
      all: '暂无服务。订单付款后将显示在此处。',
    },
    emptyFound: '没有符合搜索条件的服务。',
  },
);
