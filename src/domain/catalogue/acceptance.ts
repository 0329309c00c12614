/** How a service is accepted, and the proof that an order requires (AMB-41). */

/**
 * What an order asks of delivery staff who record an acceptance for the user: the name of who accepted, a document as
 * well, or nothing at all, because only the user may accept.
 */
export const ACCEPTANCE_PROOFS = ['named', 'document', 'customer'] as const;
export type AcceptanceProof = (typeof ACCEPTANCE_PROOFS)[number];

/** By a key of the customer, through a sign-off link, or by delivery staff on behalf of the user. */
export const ACCEPTANCE_GIVERS = ['customer', 'link', 'staff'] as const;
export type AcceptanceGiver = (typeof ACCEPTANCE_GIVERS)[number];

/** The proof that an acceptance lacks; null if it is sufficient, as the user's own always is. */
export function missingProof(
  proof: AcceptanceProof,
  given: AcceptanceGiver,
  hasDocument: boolean,
): 'document' | 'customer' | null {
  if (given !== 'staff' || proof === 'named') return null;
  if (proof === 'document') return hasDocument ? null : 'document';
  return 'customer';
}
