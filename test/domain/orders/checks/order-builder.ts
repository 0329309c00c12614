/** Orders and contexts for tests of the checks: good ones, of which each test changes what it is about. */
import type { Catalogue } from '../../../../src/domain/catalogue/catalogue.ts';
import type {
  OrderContext,
  OrderInput,
  OrderLineInput,
} from '../../../../src/domain/orders/checks/order-input.ts';

export const ORGANIZATION = 'org_1';
export const CONSORTIUM = 'con_1';

/** Terms of the line that each SKU belongs to. */
const TERMS: readonly (readonly [string, string])[] = [
  ['AIMIS-INTL', '2025-03-07'],
  ['AIMIS-CN', '2024-04-23'],
  ['IPC', '2026-03-24'],
  ['HW', '2025-07-08'],
];

export function orderOf(...lines: readonly OrderLineInput[]): OrderInput {
  const first = lines[0]?.sku ?? '';
  return {
    channel: 'online',
    termsAccepted: true,
    termsVersion: TERMS.find(([prefix]) => first.startsWith(prefix))?.[1] ?? '',
    lines,
  };
}

export function contextOf(
  catalogue: Catalogue,
  {
    account,
    ...changes
  }: Partial<Omit<OrderContext, 'account'>> & { account?: Partial<OrderContext['account']> } = {},
): OrderContext {
  return {
    catalogue,
    account: {
      country: 'SG',
      timeZone: 'Asia/Singapore',
      organizationIds: [ORGANIZATION, 'org_2'],
      consortiumIds: [CONSORTIUM, 'con_2'],
      activeLicences: [],
      periods: [],
      ...account,
    },
    negotiatedPrices: [],
    policyOverrides: [],
    placedByOperator: false,
    now: '2025-03-07T09:07:00.000Z',
    renews: null,
    ...changes,
  };
}
