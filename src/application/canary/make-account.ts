/** The first step of a round: a sandbox account with an organization, and an agreement where the product needs one. */
import { dateIn } from '../../domain/calendar.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { runTransaction } from '../../storage/transaction.ts';
import { createAccount } from '../accounts/create-account.ts';
import { createOrganization } from '../accounts/create-organization.ts';
import { recordAgreement } from '../agreements/record-agreement.ts';
import { chooseProduct } from './choose-product.ts';
import { actorOf, CANARY_NAME, noteIn, type CanaryDependencies } from './living-round.ts';
import { openRound } from './rounds.ts';

/** Returns `no_product`, and makes no account, if the catalogue sells nothing that a round can use. */
export async function makeAccount(
  dependencies: CanaryDependencies,
  roundId: string,
): Promise<'done' | 'no_product'> {
  const round = await openRound(dependencies, roundId);
  if (round.accountId !== null) return 'done';
  const catalogue = await dependencies.catalogues.current();
  const product = chooseProduct(catalogue);
  if (product === null) return 'no_product';
  await runTransaction(dependencies, actorOf(roundId), async (unit) => {
    const { country, productLine } = product;
    const input = { name: CANARY_NAME, country, timeZone: 'UTC', salesTeam: 'canary', sandbox: true };
    const account = await createAccount(unit, input, roundId);
    const organization = await createOrganization(unit, account._id, { name: CANARY_NAME });
    if (product.agreementRequired) {
      const agreement = {
        accountId: account._id,
        number: roundId,
        productLines: [productLine],
        signedOn: dateIn(account.timeZone, account.createdAt),
        document: { name: 'canary.pdf', sha256: sha256Hex(roundId) },
        parties: [],
        prices: [],
        overrides: {},
      };
      await recordAgreement(unit, account, agreement, catalogue);
    }
    await noteIn(unit, roundId, { product, accountId: account._id, organizationId: organization._id });
  });
  return 'done';
}
