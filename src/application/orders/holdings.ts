/** The licences and terms of an account, as the checks of an order need them. Refunded ones are left out. */
import type { AccountId } from '../../domain/ids.ts';
import { compareText } from '../../domain/ledger/state.ts';
import type { Instant } from '../../domain/instant.ts';
import { addedPeriods } from '../../domain/orders/checks/added-periods.ts';
import type { ActiveLicence, HeldPeriod } from '../../domain/orders/checks/order-input.ts';
import type { Database, Models, Session } from '../../storage/database.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';

export interface Holdings {
  /** Software licences that have not ended, queued ones included, with the scope they are licensed for. */
  readonly activeLicences: ActiveLicence[];
  /** All periods, including those that are paid and not yet credited. */
  readonly periods: HeldPeriod[];
}

/** Reads the holdings as of `now`. A `session` reads within its transaction. */
export async function readHoldings(
  { models }: Database,
  { accountId, timeZone }: { readonly accountId: AccountId; readonly timeZone: string },
  now: Instant,
  session: Session | null,
): Promise<Holdings> {
  const notRefunded = { accountId, end: { $ne: 'refunded' as const } };
  // One after the other: a transaction's session carries one operation at a time.
  const licences = await models.licences.find(notRefunded).session(session).lean();
  const terms = await models.terms.find(notRefunded).session(session).lean();
  const paid = await models.orders
    .find({
      accountId,
      state: { $in: ['awaiting_payment', 'payment_expired', 'fulfilling'] },
      creditedAt: null,
      'payment.state': 'captured',
    })
    .session(session)
    .lean();
  paid.sort(byCapture);
  const isWrittenOff = await writtenOffGrace(models, accountId, terms, now, session);
  const credited: HeldPeriod[] = [
    ...licences.map(({ consortiumId, organizationId, ...licence }) => ({
      ...licence,
      scopeId: consortiumId ?? organizationId,
      graceHours: 0,
    })),
    ...terms.map((term) => ({
      ...term,
      scopeId: term.organizationId,
      graceHours: isWrittenOff(term) ? 0 : term.graceHours,
    })),
  ];
  return {
    activeLicences: licences
      .filter(({ end, until }) => end === null && (until === null || now < until))
      .map(({ sku, organizationId, consortiumId }) => ({ sku, organizationId, consortiumId })),
    periods: paid.reduce((held, order) => [...held, ...expectedPeriods(order, held, timeZone)], credited),
  };
}

/** Tells of a term whether the grace after it was written off, so that no later one pays for it (AMB-27). */
async function writtenOffGrace(
  { episodes }: Models,
  accountId: AccountId,
  terms: readonly TermDocument[],
  now: Instant,
  session: Session | null,
): Promise<(term: TermDocument) => boolean> {
  const ended = new Map<string, TermDocument>();
  for (const term of terms) {
    const last = ended.get(coverOf(term));
    if (last === undefined || term.until > last.until) ended.set(coverOf(term), term);
  }
  // Only the last end of each cover is followed by a grace.
  const ends = [...ended.values()].flatMap(({ until, graceHours }) =>
    graceHours > 0 && until <= now ? [until] : [],
  );
  if (ends.length === 0) return () => false;
  const writtenOff = await episodes
    .find(
      {
        accountId,
        openedAt: { $in: [...new Set(ends)] },
        state: 'closed',
        kind: 'validity',
        outcome: 'written_off',
      },
      { organizationId: 1, sku: 1, openedAt: 1 },
    )
    .session(session)
    .lean();
  const keys = new Set(writtenOff.map((episode) => `${coverOf(episode)} ${episode.openedAt}`));
  return (term) => keys.has(`${coverOf(term)} ${term.until}`);
}

/** What of whom is covered. */
function coverOf({ organizationId, sku }: { organizationId: string | null; sku: string | null }): string {
  return `${organizationId} ${sku}`;
}

/** The periods that crediting a paid order will add. */
function expectedPeriods(
  { _id: orderId, payment, lines, renews }: OrderDocument,
  held: readonly HeldPeriod[],
  timeZone: string,
): HeldPeriod[] {
  if (payment === null) return [];
  const bought = lines.map((line) => (line.state === 'refunded' ? null : line));
  const purchase = { orderId, capturedAt: payment.capturedAt, renews, timeZone };
  return addedPeriods(bought, held, purchase).filter((period) => period !== null);
}

function byCapture(one: OrderDocument, other: OrderDocument): number {
  const capturedAt = ({ payment }: OrderDocument) => payment?.capturedAt ?? '';
  return compareText(capturedAt(one), capturedAt(other)) || compareText(one._id, other._id);
}
