/** What people did with an order, by the type of the audit record that tells of it. Other records are not listed. */
import type { Localized } from '../../domain/json.ts';

export const COMMAND_WORDS: Readonly<Record<string, Localized>> = {
  'order.placed': { en: 'placed', zh: '下单' },
  'order.confirmed': { en: 'confirmed', zh: '确认' },
  'order.cancelled': { en: 'cancelled', zh: '取消' },
  'order.held': { en: 'put on hold', zh: '暂缓' },
  'order.released': { en: 'released', zh: '解除暂缓' },
  'order.renewed': { en: 'renewed', zh: '续费' },
  'payment.started': { en: 'online payment started', zh: '发起在线付款' },
  'payment.captured': { en: 'payment recorded', zh: '登记收款' },
  'payment.applied': { en: 'unallocated payment applied', zh: '使用未分配款项' },
  'refund.opened': { en: 'refund opened', zh: '发起退款' },
  'task.resolved': { en: 'task resolved', zh: '处理待办' },
  'service.assigned': { en: 'service assigned', zh: '指派服务' },
  'service.started': { en: 'service started', zh: '启动服务' },
  'service.delivered': { en: 'service delivered', zh: '交付服务' },
  'service.accepted': { en: 'service accepted', zh: '验收服务' },
  'service.rejected': { en: 'service rejected', zh: '驳回服务' },
  'service.extended': { en: 'service extended', zh: '服务延期' },
  'service.link_created': { en: 'sign-off link created', zh: '生成验收链接' },
};

/**
 * Commands whose reasons travel with the update that gives them. Other reasons may name people; they are read in the
 * order's timeline and do not enter a history.
 */
export const REASON_IN_HISTORY: ReadonlySet<string> = new Set([
  'order.confirmed',
  'order.cancelled',
  'order.held',
  'order.released',
]);
