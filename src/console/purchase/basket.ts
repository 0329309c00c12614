/** What a person has chosen to buy of one product line for one account, before it becomes an order. */
import type { CallOptions } from '@prepaid-fulfilment/client';

export type OrderBody = CallOptions<'post', '/v1/orders'>[0]['body'];
export type LineBody = OrderBody['lines'][number];

export interface Basket {
  readonly lines: readonly LineBody[];
  readonly channel: OrderBody['channel'];
  /** Named by an operator for what is only sold offline. */
  readonly agreementId: string | null;
  readonly termsAccepted: boolean;
  readonly reference: string;
}

export const EMPTY_BASKET: Basket = {
  lines: [],
  channel: 'online',
  agreementId: null,
  termsAccepted: false,
  reference: '',
};

/** As many lines as the API takes. */
export const MOST_LINES = 50;

/** Adds a line. The same thing again adds to its quantity, unless it is sold once or comes with a note. */
export function addLine(basket: Basket, line: LineBody, maximum: number | undefined): Basket {
  const index = basket.lines.findIndex((other) => isSame(other, line));
  const same = basket.lines[index];
  if (same === undefined) return { ...basket, lines: [...basket.lines, line] };
  const quantity = Math.min(same.quantity + line.quantity, maximum ?? Infinity);
  return { ...basket, lines: basket.lines.with(index, { ...same, quantity }) };
}

export function removeLine(basket: Basket, index: number): Basket {
  return { ...basket, lines: basket.lines.toSpliced(index, 1) };
}

/** Everything but the quantity is the same, and neither has a note. */
function isSame(a: LineBody, b: LineBody): boolean {
  if (a.note !== undefined || b.note !== undefined) return false;
  const key = ({ sku, term, organizationId, consortiumId, mode, start }: LineBody) =>
    JSON.stringify([sku, term?.count, term?.unit, organizationId, consortiumId, mode, start]);
  return key(a) === key(b);
}

/** The basket as the body of an order or a quote. */
export function orderBodyOf(basket: Basket, accountId: string, termsVersion: string): OrderBody {
  const { lines, channel, agreementId, termsAccepted, reference } = basket;
  return {
    accountId,
    channel,
    termsAccepted,
    termsVersion,
    ...(agreementId === null ? {} : { agreementId }),
    ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
    lines: [...lines],
  };
}

/** The order as it may be shown: without what its tokens are. */
export function withHiddenTokens(body: OrderBody): OrderBody {
  const lines = body.lines.map(({ note, ...line }) =>
    note === undefined
      ? line
      : { ...line, note: { ...note, ...(note.token === undefined ? {} : { token: '…' }) } },
  );
  return { ...body, lines };
}

/** A basket for the storage of a browser: tokens are secrets, and stay in the page. */
export function storedText(basket: Basket): string {
  const lines = basket.lines.map((line) => {
    if (line.note === undefined) return line;
    const { token: _token, ...note } = line.note;
    return { ...line, note };
  });
  return JSON.stringify({ ...basket, lines });
}

/** The stored basket; an empty one if there is none that can be read. */
export function basketIn(text: string | null): Basket {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    if (typeof stored !== 'object' || stored === null) return EMPTY_BASKET;
    const basket = { ...EMPTY_BASKET, ...stored };
    return Array.isArray(basket.lines) && basket.lines.every(isLine) ? basket : EMPTY_BASKET;
  } catch {
    return EMPTY_BASKET;
  }
}

function isLine(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'sku' in value &&
    typeof value.sku === 'string' &&
    'quantity' in value &&
    typeof value.quantity === 'number'
  );
}
