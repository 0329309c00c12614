/** The columns of the list of orders, and which of them a person sees. */

export const COLUMNS = [
  'order',
  'customer',
  'productLine',
  'state',
  'payment',
  'total',
  'placed',
  'deadline',
  'salesTeam',
  'channel',
] as const;
export type Column = (typeof COLUMNS)[number];

/** A row without these says nothing. */
export const ALWAYS_SHOWN: readonly Column[] = ['order', 'state'];
const SHOWN_AT_FIRST: readonly Column[] = ['order', 'customer', 'productLine', 'state', 'total', 'placed'];

/** The stored choice in the order of the table. What is no column is left out. */
export function columnsIn(stored: unknown): readonly Column[] {
  const chosen: readonly unknown[] = Array.isArray(stored) ? stored : SHOWN_AT_FIRST;
  return COLUMNS.filter((column) => chosen.includes(column) || ALWAYS_SHOWN.includes(column));
}

/** The columns of the CSV that say the same. Deadlines are a list, which CSV leaves out. */
export const CSV_COLUMNS: Readonly<Record<Column, readonly string[]>> = {
  order: ['id', 'reference'],
  customer: ['accountId', 'accountName'],
  productLine: ['productLine'],
  state: ['state', 'held', 'needsAttention'],
  payment: ['payment.state', 'payment.capturedAt'],
  total: ['total.amount', 'total.currency'],
  placed: ['placedAt'],
  deadline: [],
  salesTeam: ['salesTeam'],
  channel: ['channel'],
};
