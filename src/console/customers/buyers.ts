/** Buyers of a customer: each has a key that is limited to it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { textIn } from '../api/form-text.ts';
import { dayAfter, instantOf } from '../format/wall-time.ts';

export type Buyer = Schemas['ApiKey'];
export type CreatedBuyer = Schemas['CreatedApiKey'];
export type BuyerState = 'active' | 'expired' | 'revoked';

/** The state of the access at an instant of the server, in milliseconds. */
export function buyerState({ revokedAt, expiresAt }: Buyer, now: number): BuyerState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}

/** The body of a new key for a buyer. It ends with its last day, one of the customer's zone. */
export function buyerBody(
  fields: FormData,
  { id, timeZone }: Pick<Schemas['Account'], 'id' | 'timeZone'>,
): Schemas['CreateKeyBody'] {
  const day = textIn(fields, 'expires');
  const expiresAt = day === '' ? null : instantOf(`${dayAfter(day)}T00:00`, timeZone);
  return {
    name: textIn(fields, 'name'),
    roles: ['customer'],
    accountIds: [id],
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}
