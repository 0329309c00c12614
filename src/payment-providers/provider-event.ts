/** Parses the body of a provider's event. Fields that the provider adds later are ignored. */
import { anyEvent, eventType, providerEvent } from '../contracts/payment-events.ts';
import { line } from '../contracts/primitives.ts';
import { ProviderEventError } from './provider-errors.ts';
import type { ProviderEvent, UnknownEvent } from './provider.ts';

/**
 * Texts of an event that could not be stored unchanged: NUL and lone surrogates, which a database or an encoding
 * changes, and texts of several lines.
 */
function hasUnstorableText({
  eventId,
  paymentId,
  refundId,
  providerReference,
  metadata,
}: ProviderEvent): boolean {
  const texts = [eventId, paymentId, refundId, providerReference, ...Object.entries(metadata).flat()];
  return texts.some((text) => text !== undefined && !line.safeParse(text).success);
}

/**
 * Parses an event whose signature is valid. Providers add event types, so an unknown type is not an error (D-18). An
 * event with texts that cannot be stored unchanged counts as unknown. Throws `ProviderEventError` with reason
 * `malformed`.
 */
export function parseProviderEvent(body: string): ProviderEvent | UnknownEvent {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The message of the parser quotes the body.
    throw new ProviderEventError('malformed');
  }
  const envelope = anyEvent.safeParse(json).data;
  if (envelope !== undefined && !eventType.safeParse(envelope.type).success) {
    return { eventId: envelope.eventId, type: 'unknown', name: envelope.type };
  }
  const parsed = providerEvent.safeParse(json);
  if (!parsed.success) throw new ProviderEventError('malformed', { cause: parsed.error });
  const { data } = parsed;
  return hasUnstorableText(data) ? { eventId: data.eventId, type: 'unknown', name: data.type } : data;
}
