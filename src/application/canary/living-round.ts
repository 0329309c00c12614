/** A round of the canary whose account exists, and in whose name its steps act. */
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { Actor } from '../../storage/actor.ts';
import type { CanaryProduct, CanaryRoundDocument } from '../../storage/collections/canary-rounds.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Caller } from '../access/caller.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import type { GroupCommit } from '../ledger/group-commit/group-commit.ts';
import type { OrderCommands } from '../orders/order-commands.ts';
import type { ClockAdvance } from '../sandbox/clock-advance.ts';
import type { UsageAccountCache } from '../usages/usage-account-cache.ts';
import { assertThat } from './await-state.ts';
import { readRound } from './rounds.ts';

export interface CanaryDependencies extends TransactionDependencies {
  readonly catalogues: CatalogueVersions;
  readonly gateway: OrderCommands;
  readonly usages: GroupCommit;
  readonly accountCache: UsageAccountCache;
  readonly clock: Pick<ClockAdvance, 'advance'>;
}

/** As audit and records name it. */
const BY = 'system:canary';
export const CANARY_NAME = 'Canary';
/** A round with the account that its first step made. */
export interface Living {
  readonly roundId: string;
  readonly product: CanaryProduct;
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
  readonly round: CanaryRoundDocument;
}

/** Throws `RoundOverError` if the round has ended, and `CanaryError` if it has no account. */
export async function livingRound({ database }: CanaryDependencies, roundId: string): Promise<Living> {
  const round = await readRound(database, roundId);
  const { product, accountId, organizationId } = round;
  const isThere = product !== null && accountId !== null && organizationId !== null;
  assertThat(isThere, 'the round has no account');
  return { roundId, product, accountId, organizationId, round };
}

/** Changes the record of a round in a transaction. Throws `CanaryError` if the round has ended. */
export async function noteIn(
  { database, session }: UnitOfWork,
  roundId: string,
  changes: Partial<CanaryRoundDocument>,
): Promise<void> {
  // A step that was given up must not leave anything after the round's end.
  const open = { _id: roundId, outcome: null };
  const { matchedCount } = await database.models.canaryRounds.updateOne(open, { $set: changes }, { session });
  assertThat(matchedCount === 1, 'the round is over');
}

export function actorOf(roundId: string): Actor {
  return { by: BY, requestId: roundId };
}

/** A caller that can reach no account but its own. */
export function callerFor(accountId: AccountId): Caller {
  return { keyId: BY, name: CANARY_NAME, roles: ['operator'], accountIds: [accountId] };
}
