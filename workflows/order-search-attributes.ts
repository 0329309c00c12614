/** The search attributes of an order, from its view. */
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { OrderView } from '../src/domain/orders/view.ts';
import {
  CUSTOMER_ID,
  NEEDS_ATTENTION,
  NEXT_DEADLINE,
  ORDER_PHASE,
  ORDER_STATUS,
  SALES_TEAM,
} from '../src/domain/search-attributes.ts';

export function searchAttributesOf(view: OrderView): SearchAttributeUpdatePair[] {
  return [
    { key: ORDER_STATUS, value: view.state },
    { key: ORDER_PHASE, value: view.phase },
    { key: CUSTOMER_ID, value: view.accountId },
    { key: SALES_TEAM, value: view.salesTeam },
    { key: NEXT_DEADLINE, value: view.nextDeadline === null ? null : new Date(view.nextDeadline.at) },
    { key: NEEDS_ATTENTION, value: view.needsAttention },
  ];
}
