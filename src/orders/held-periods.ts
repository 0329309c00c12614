/** What an account holds for a time or for ever, as the checks of an order need it: licences and terms that were not refunded. */
import type { Instant } from '../domain/instant.ts';
import type { ActiveLicence, HeldPeriod } from '../domain/order-checks/order-input.ts';
import type { Database, Session } from '../persistence/database.ts';

export interface Holdings {
  /** Software that is active or queued, by the scope it is licensed for. */
  readonly activeLicences: ActiveLicence[];
  readonly periods: HeldPeriod[];
}

export async function readHoldings(
  { models }: Database,
  accountId: string,
  now: Instant,
  session: Session | null,
): Promise<Holdings> {
  const held = { accountId, end: { $ne: 'refunded' as const } };
  // One after the other: a transaction's session carries one operation at a time.
  const licences = await models.licences.find(held).session(session).lean();
  const terms = await models.terms.find(held).session(session).lean();
  return {
    activeLicences: licences
      .filter(({ end, until }) => end === null && (until === null || now < until))
      .map(({ sku, organizationId, consortiumId }) => ({ sku, organizationId, consortiumId })),
    periods: [
      ...licences.map(({ consortiumId, organizationId, ...licence }) => ({
        ...licence,
        scopeId: consortiumId ?? organizationId,
        graceHours: 0,
      })),
      ...terms.map(({ organizationId, ...term }) => ({ ...term, scopeId: organizationId })),
    ],
  };
}
