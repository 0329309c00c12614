/** What an account may buy, at its own prices. */
import { agreementFor } from '../agreements/active-agreement.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import type { Instant } from '../../domain/instant.ts';
import { offerOf, type LineOffer } from '../../domain/orders/checks/offers.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { Database } from '../../storage/database.ts';
import { orderContextOf } from './order-context.ts';

/** An offer, and whether the account has the agreement that it needs. */
export interface AccountOffer extends LineOffer {
  readonly agreementSatisfied: boolean;
}

/** The offer of each product line at an instant, in the order of the catalogue. */
export async function readOffers(
  database: Database,
  account: AccountDocument,
  now: Instant,
  catalogues: CatalogueVersions,
): Promise<AccountOffer[]> {
  const purchase = { catalogues, placedByOperator: false, agreementId: null, lines: [] };
  const { context, agreements } = await orderContextOf(database, account, now, purchase, null);
  return context.catalogue.productLines.map((line) => ({
    ...offerOf(line, context),
    agreementSatisfied: !line.agreement.required || agreementFor(line.productLine, agreements) !== null,
  }));
}
