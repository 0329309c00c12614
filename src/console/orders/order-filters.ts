/** The filters of the list of orders, which are part of the address, so that a filtered list can be sent to others. */
import type { CallOptions } from '@prepaid-fulfilment/client';

type Query = NonNullable<NonNullable<CallOptions<'get', '/v1/orders'>[0]>['query']>;

export const ORDER_STATES = [
  'awaiting_agreement',
  'awaiting_confirmation',
  'awaiting_payment',
  'fulfilling',
  'active',
  'completed',
  'cancelled',
  'payment_expired',
  'refunded',
] as const satisfies Query['state'][];
export const PAYMENT_STATES = [
  'none',
  'pending',
  'declined',
  'captured',
  'refunded',
] as const satisfies Query['paymentState'][];
export const SANDBOXES = ['true', 'only'] as const satisfies Query['sandbox'][];

/** What the person chose. A field that is missing filters nothing. */
export interface OrderFilters {
  readonly query?: string;
  readonly state?: (typeof ORDER_STATES)[number];
  readonly paymentState?: (typeof PAYMENT_STATES)[number];
  readonly productLine?: string;
  readonly accountId?: string;
  readonly sku?: string;
  readonly salesTeam?: string;
  readonly needsAttention?: 'true';
  readonly sandbox?: (typeof SANDBOXES)[number];
  /** Calendar dates `YYYY-MM-DD`, the last exclusive. */
  readonly placedFrom?: string;
  readonly placedTo?: string;
  readonly endsBefore?: string;
}

const FREE = ['query', 'productLine', 'accountId', 'sku', 'salesTeam'] as const;
const DATES = ['placedFrom', 'placedTo', 'endsBefore'] as const;
const CHOSEN = {
  state: ORDER_STATES,
  paymentState: PAYMENT_STATES,
  needsAttention: ['true'],
  sandbox: SANDBOXES,
} as const;

/** The filters of an address, or of a form with fields of these names. What is empty or unknown is left out. */
export function filtersIn(values: { get(name: string): unknown }): OrderFilters {
  const found: Record<string, string> = {};
  for (const name of [...FREE, ...DATES, ...(Object.keys(CHOSEN) as (keyof typeof CHOSEN)[])]) {
    const value = values.get(name);
    if (typeof value === 'string' && isKnown(name, value.trim())) found[name] = value.trim();
  }
  return found;
}

function isKnown(name: string, value: string): boolean {
  if (value === '') return false;
  if ((DATES as readonly string[]).includes(name))
    return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  const choices: readonly string[] | undefined = (CHOSEN as Readonly<Record<string, readonly string[]>>)[
    name
  ];
  return choices?.includes(value) ?? true;
}

/** The query of the address, without `?`. */
export function searchOf(filters: OrderFilters): string {
  return new URLSearchParams({ ...filters }).toString();
}

/** The query of the API. Dates begin in the zone of the browser. */
export function queryOf(filters: OrderFilters): Query {
  const { placedFrom, placedTo, endsBefore, needsAttention, ...same } = filters;
  return {
    ...same,
    ...(needsAttention === undefined ? {} : { needsAttention: true }),
    ...(placedFrom === undefined ? {} : { placedFrom: startOf(placedFrom) }),
    ...(placedTo === undefined ? {} : { placedTo: startOf(placedTo) }),
    ...(endsBefore === undefined ? {} : { endsBefore: startOf(endsBefore) }),
  };
}

function startOf(date: string): string {
  return new Date(`${date}T00:00`).toISOString();
}
