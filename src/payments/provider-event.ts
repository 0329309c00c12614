/** Reads the body of a provider's event. What the provider adds to it later is no reason to refuse it. */
import { z } from 'zod';
import { isInstant } from '../domain/instant.ts';
import { ProviderEventError } from './provider-errors.ts';
import type { ProviderEvent } from './provider.ts';

const name = z.string().min(1).max(200);

export const providerMoney = z.object({
  amountMinor: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** At most 20 short texts. */
export const eventMetadata = z
  .record(z.string().min(1).max(40), z.string().max(200))
  .refine((texts) => Object.keys(texts).length <= 20);

export const providerEvent = z.object({
  eventId: name,
  type: z.enum(['payment.captured', 'payment.declined', 'refund.paid']),
  paymentId: name.exactOptional(),
  refundId: name.exactOptional(),
  providerReference: name,
  amount: providerMoney,
  occurredAt: z.string().refine(isInstant),
  metadata: eventMetadata.default({}),
});

/** Parses an event that is known to come from the provider. Throws `ProviderEventError`, `malformed`. */
export function parseProviderEvent(body: string): ProviderEvent {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The parser's message quotes the body.
    throw new ProviderEventError('malformed');
  }
  const parsed = providerEvent.safeParse(json);
  if (!parsed.success) throw new ProviderEventError('malformed', { cause: parsed.error });
  return parsed.data;
}
