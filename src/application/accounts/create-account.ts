/** Creates an account together with its ledger, which holds the account's clock. */
import type { Instant } from '../../domain/instant.ts';
import { newId } from '../../infra/ids.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { newLedger } from '../ledger/ledger-state.ts';

export interface NewAccount {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name of the zone in which the account's dates are counted. */
  readonly timeZone: string;
  readonly salesTeam: string;
  readonly sandbox: boolean;
  /** Initial clock of a sandbox; server time by default. */
  readonly sandboxNow?: Instant | undefined;
  readonly defaultStorageYears?: number | undefined;
}

/** `canaryRound`: the round of the canary for which it is created; null for every other account. */
export async function createAccount(
  unit: UnitOfWork,
  input: NewAccount,
  canaryRound: string | null = null,
): Promise<AccountDocument> {
  const { accounts, ledgers } = unit.database.models;
  const { name, country, timeZone, salesTeam, sandbox, sandboxNow, defaultStorageYears } = input;
  const frozenAt = sandbox ? (sandboxNow ?? unit.recordedAt) : null;
  const createdAt = frozenAt ?? unit.recordedAt;
  const account: AccountDocument = {
    _id: newId('acc'),
    name,
    nameKey: name.toLowerCase(),
    country,
    timeZone,
    salesTeam,
    sandbox,
    defaultStorageYears: defaultStorageYears ?? null,
    state: 'active',
    captures: 0,
    createdAt,
    ...(canaryRound !== null && { canaryRound }),
  };
  const ledger = newLedger({ accountId: account._id, createdAt, frozenAt, timeZone });
  await accounts.insertMany([account], { session: unit.session });
  await ledgers.insertMany([ledger], { session: unit.session });
  unit.audit({
    type: 'account.created',
    at: createdAt,
    accountId: account._id,
    after: { name, country, timeZone, salesTeam, sandbox },
  });
  return account;
}
