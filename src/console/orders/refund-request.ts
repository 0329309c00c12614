/** What a person filled in to refund an order, as the body of the request. */
import type { Schemas } from '@prepaid-fulfilment/client';

/** The lines to choose from, and the agreement that a clause belongs to. */
export interface Refundable {
  readonly lines: readonly { readonly id: string }[];
  readonly agreement: { readonly agreementId?: string | undefined };
}

/** The name of the field with the quantity of a line. */
export const quantityField = (lineId: string): string => `quantity ${lineId}`;

/**
 * The body from the fields of the form. `what` is `all` for everything that can be refunded, otherwise the lines have
 * quantities, of which 0 leaves a line as it is. An agreement stands with its clause only.
 */
export function refundBody(fields: Pick<FormData, 'get'>, order: Refundable): Schemas['RefundBody'] {
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const lines = order.lines.flatMap(({ id }) => {
    const quantity = Number(text(quantityField(id)));
    return quantity > 0 ? [{ lineId: id, quantity }] : [];
  });
  const clause = text('clause');
  const { agreementId } = order.agreement;
  return {
    reason: text('reason'),
    ...(text('what') === 'all' ? {} : { lines }),
    ...(clause === '' ? {} : { clause, ...(agreementId === undefined ? {} : { agreementId }) }),
  };
}
