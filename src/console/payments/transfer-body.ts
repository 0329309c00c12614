/** Money that was received by bank transfer, as an operator types it and the API takes it. */
import type { CallOptions } from '@prepaid-fulfilment/client';
import { minorUnitsOf } from '../format/money.ts';
import { instantOf } from '../format/wall-time.ts';

export type PaymentBody = CallOptions<'post', '/v1/orders/{id}/payments'>[0]['body'];

interface TypedTransfer {
  readonly reference: string;
  readonly amount: string;
  /** `2026-03-09T09:00` on the clock of `zone`; empty for now. */
  readonly receivedAt: string;
  readonly note: string;
  readonly fileId: string | null;
}

export type TransferFault = 'amountWrong' | 'evidenceMissing';

/** The body of `POST /v1/orders/{id}/payments`, or what is wrong with the form. */
export function transferBody(
  { reference, amount, receivedAt, note, fileId }: TypedTransfer,
  currency: string,
  zone: string | undefined,
): PaymentBody | TransferFault {
  const amountMinor = minorUnitsOf(amount, currency);
  if (amountMinor === null) return 'amountWrong';
  const evidence = {
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(fileId === null ? {} : { document: { fileId } }),
  };
  if (Object.keys(evidence).length === 0) return 'evidenceMissing';
  const received = instantOf(receivedAt, zone);
  return {
    method: 'offline',
    reference: reference.trim(),
    // The currency is that of the order, which the API sells in.
    amount: {
      amountMinor,
      currency: currency as (PaymentBody & { method: 'offline' })['amount']['currency'],
    },
    ...(received === null ? {} : { receivedAt: received }),
    evidence,
  };
}
