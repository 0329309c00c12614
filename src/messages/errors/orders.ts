/** Errors of placing, renewing and changing orders, and of the agreements they need. */
import type { ErrorTexts } from './error-text.ts';

export const ORDERS_ERROR_TEXTS = {
  order_invalid: {
    detail: { en: 'The order violates rules of the catalogue.', zh: '订单违反目录规则。' },
    remedy: {
      en: 'Correct every problem listed in errors and submit the order again.',
      zh: '请修正所列的各项问题后重新下单。',
    },
  },
  agreement_missing: {
    detail: {
      en: 'No active agreement covers this account for {productLine}.',
      zh: '该账户没有覆盖 {productLine} 的有效合作协议。',
    },
    remedy: {
      en: 'Please contact {contact} to sign the agreement. Once it is recorded, the order continues by itself.',
      zh: '请联系{contact}签署合作协议；登记后订单自动继续。',
    },
  },
  agreement_number_taken: {
    detail: {
      en: 'The account already has an agreement with the number {number}.',
      zh: '该账户已有编号为 {number} 的协议。',
    },
    remedy: {
      en: 'Use agreement {agreementId}, or record the new one under another number.',
      zh: '请使用协议 {agreementId}，或用其他编号记录。',
    },
  },
  agreement_over: {
    detail: { en: 'The agreement was terminated at {terminatedAt}.', zh: '该协议已于 {terminatedAt} 终止。' },
    remedy: { en: 'No action is needed.', zh: '无需再做任何操作。' },
  },
  illegal_transition: {
    detail: {
      en: 'The {subject} is {state}; it cannot be {command} now.',
      zh: '该{subject}{state}，当前不能{command}。',
    },
    remedy: { en: 'What can be done now: {possible}.', zh: '当前可执行：{possible}。' },
  },
  not_renewable: {
    detail: {
      en: 'The products of this order cannot be renewed. Buy them again when they are used up or have expired.',
      zh: '该订单所购内容不支持续费，用完或到期后请重新购买。',
    },
    remedy: { en: 'Place a new order.', zh: '请重新下单购买。' },
  },
  renewal_of_refunded: {
    detail: {
      en: 'This order was refunded in full; nothing is left to renew.',
      zh: '该订单已全部退款，没有可续费的内容。',
    },
    remedy: { en: 'Place a new order.', zh: '请重新下单购买。' },
  },
  renewal_not_needed: {
    detail: {
      en: 'The licences of this order are perpetual and need no renewal.',
      zh: '该订单所购授权长期有效，无需续费。',
    },
    remedy: { en: 'No action is needed.', zh: '可继续使用，无需操作。' },
  },
  order_busy: {
    detail: {
      en: 'The order is being changed by another request.',
      zh: '该订单此刻正被其他操作更改。',
    },
    remedy: { en: 'Retry the same request.', zh: '请重新发送同一请求。' },
  },
  order_crowded: {
    detail: {
      en: 'The order accepts no more commands at the moment. Nothing was changed.',
      zh: '该订单此刻暂不接收更多操作，未作任何更改。',
    },
    remedy: {
      en: 'Retry the same request with the same key shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  commands_waiting: {
    detail: {
      en: 'Order {orderId} has {waiting} commands waiting; no more are accepted for now. Nothing was changed.',
      zh: '订单 {orderId} 已有 {waiting} 个操作在等待，服务器暂不接收更多操作，未作任何更改。',
    },
    remedy: {
      en: 'Retry the same request with the same key shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  command_waited: {
    detail: {
      en: 'The command waited {seconds} seconds behind others of order {orderId}. Nothing was changed.',
      zh: '该操作在订单 {orderId} 的其他操作之后等待了 {seconds} 秒，未作任何更改。',
    },
    remedy: {
      en: 'Retry the same request with the same key shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  workflow_paused: {
    detail: { en: 'The workflow that carries this out is paused.', zh: '执行此操作的工作流已被暂停。' },
    remedy: {
      en: 'Ask an operator to resume it, then retry.',
      zh: '请让运维人员恢复该工作流，然后重复此调用。',
    },
  },
} as const satisfies ErrorTexts;
