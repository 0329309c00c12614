/** The next step of open orders and services: sign, confirm, pay, accept, start. */
import { contactOf, findProductLine } from '../../domain/catalogue/catalogue.ts';
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import { formatMoney } from '../../domain/money.ts';
import { actionsOf } from '../../domain/orders/states.ts';
import type { Remedy } from '../../domain/remedy.ts';
import type { SoldService } from '../entitlements/services/read-services.ts';
import { commandFactsOf } from '../orders/legal-commands.ts';
import type { OrderWithContext } from '../orders/list-orders.ts';
import { instantWord, organizationWord, remedyText, skuWord, type RemedyContext } from './remedy-words.ts';

/** What ends within so many days is worth acting on. */
export const SOON_MS = 30 * DAY_MS;

export function orderRemedy({ order, agreementMissing }: OrderWithContext, context: RemedyContext): Remedy[] {
  const { _id: orderId, productLine, total } = order;
  const { catalogue } = context;
  const words = {
    order: order.reference ?? orderId,
    sum: (language: 'en' | 'zh') => formatMoney(total, language),
    productLine: (language: 'en' | 'zh') =>
      findProductLine(catalogue, productLine)?.name[language] ?? productLine,
    contact: (language: 'en' | 'zh') => contactOf(catalogue, productLine)[language],
  };
  if (agreementMissing)
    return [{ kind: 'sign_agreement', text: remedyText('sign_agreement', words), orderId }];
  const actions = actionsOf({ ...commandFactsOf(order), agreementMissing }, ['sales', 'customer']);
  const path = `/v1/orders/${orderId}`;
  if (actions.includes('confirm')) {
    const request = { path: `${path}/confirm`, body: {}, missing: [] };
    return [{ kind: 'confirm_order', text: remedyText('confirm_order', words), orderId, request }];
  }
  if (actions.includes('pay')) {
    const request = { path: `${path}/payments`, body: { method: 'online' }, missing: ['token'] };
    return [{ kind: 'pay_order', text: remedyText('pay_order', words), orderId, request }];
  }
  return [];
}

/** Of a service that waits for its acceptance, or that lapses soon unless it is started. */
export function serviceRemedy({ service }: SoldService, context: RemedyContext): Remedy[] {
  const { _id: serviceId, sku, organizationId, orderId, state, kind, startBy, deliveredAt } = service;
  const of = { sku, organizationId, orderId, serviceId };
  const words = { sku: skuWord(context, sku), organization: organizationWord(context, organizationId) };
  const path = `/v1/services/${serviceId}`;
  if (state === 'delivered' && deliveredAt !== null) {
    const text = remedyText('accept_service', { ...words, at: instantWord(context, deliveredAt) });
    const request = { path: `${path}/accept`, body: {}, missing: ['acceptedBy'] };
    return [{ kind: 'accept_service', text, ...of, request }];
  }
  const lapses = state === 'available' && kind === 'service' && startBy !== null;
  if (lapses && startBy < plusMs(context.now, SOON_MS)) {
    const text = remedyText('start_service', { ...words, at: instantWord(context, startBy) });
    return [
      { kind: 'start_service', text, ...of, request: { path: `${path}/start`, body: {}, missing: [] } },
    ];
  }
  return [];
}
