/** What a person filled in to refund an order, as the body of the request. */
import type { Schemas } from '@prepaid-fulfilment/client';

export interface RefundAnswers {
  readonly reason: string;
  readonly clause: string;
  /** Quantities by line; null for everything that can be refunded. */
  readonly quantities: Readonly<Record<string, number>> | null;
}

/** Lines of quantity 0 stay as they are. An agreement stands with its clause only. */
export function refundBody(
  { reason, clause, quantities }: RefundAnswers,
  agreementId: string | undefined,
): Schemas['RefundBody'] {
  const lines = Object.entries(quantities ?? {}).flatMap(([lineId, quantity]) =>
    quantity > 0 ? [{ lineId, quantity }] : [],
  );
  return {
    reason,
    ...(quantities === null ? {} : { lines }),
    ...(clause === '' ? {} : { clause, ...(agreementId === undefined ? {} : { agreementId }) }),
  };
}
