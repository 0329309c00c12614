import type { Schemas } from '@prepaid-fulfilment/client';
import { texts } from '../texts/texts.ts';

type States = Record<Schemas['Service']['state'], string>;

/** Words about a service that the list and the page share. */
export const SERVICE_TEXTS = texts(
  {
    states: {
      available: 'Not started',
      in_delivery: 'Being delivered',
      delivered: 'Waiting for acceptance',
      running: 'Running',
      accepted: 'Accepted',
      ended: 'Ended',
      lapsed: 'Lapsed',
      refunded: 'Refunded',
    } satisfies States,
    startBy: 'Start by',
    deliveredAt: 'Delivered',
    acceptedAt: 'Accepted',
    endsAt: 'Runs until',
    neverLapses: 'No date to start by',
    you: 'You',
    staff: 'Our staff',
    unassigned: 'Unassigned',
    assignee: 'Assigned to',
    rejectedTitle: 'The last delivery was rejected:',
    rejectedBy: (name: string) => `by ${name}`,
  },
  {
    states: {
      available: '未启动',
      in_delivery: '交付中',
      delivered: '待验收',
      running: '运行中',
      accepted: '已验收',
      ended: '已结束',
      lapsed: '已失效',
      refunded: '已退款',
    },
    startBy: '最迟启动',
    deliveredAt: '交付时间',
    acceptedAt: '验收时间',
    endsAt: '运行至',
    neverLapses: '无启动期限',
    you: '我',
    staff: '工作人员',
    unassigned: '未指派',
    assignee: '负责人',
    rejectedTitle: '上次交付被驳回：',
    rejectedBy: (name: string) => `驳回人：${name}`,
  },
);
