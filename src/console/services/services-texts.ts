import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type ServiceState = Record<Schemas['Service']['state'], string>;

export const SERVICES_TEXTS = texts(
  {
    title: 'Services',
    service: 'Service',
    customer: 'Customer',
    state: 'State',
    startBy: 'To be started by',
    loading: 'Loading services…',
    more: 'Load more',
    empty: 'There are no services yet.',
    states: {
      available: 'Not started',
      in_delivery: 'Being delivered',
      delivered: 'Delivered',
      running: 'Running',
      accepted: 'Accepted',
      ended: 'Ended',
      lapsed: 'Lapsed',
      refunded: 'Refunded',
    } satisfies ServiceState,
  },
  {
    title: '服务',
    service: '服务',
    customer: '客户',
    state: '状态',
    startBy: '最迟启动',
    loading: '服务加载中…',
    more: '加载更多',
    empty: '暂无服务。',
    states: {
      available: '未启动',
      in_delivery: '交付中',
      delivered: '已交付',
      running: '运行中',
      accepted: '已验收',
      ended: '已结束',
      lapsed: '已失效',
      refunded: '已退款',
    },
  },
);
