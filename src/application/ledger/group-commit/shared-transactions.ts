/**
 * Transactions that usages of many accounts share. Each usage is decided on its own, in the order given, on the account's
 * ledger state as this process last knew it; the state's version proves at the commit that it is current. An account that
 * meets a conflict moves to a lane of its own, and the others commit without it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../../domain/ids.ts';
import { isDuplicateKey } from '../../../storage/driver-errors.ts';
import { MOST_DUE } from '../settle-ledger.ts';
import type { AccountLanes } from './account-lanes.ts';
import { isConflict, isOfOneAccount, isTransient } from './commit-failures.ts';
import type { LedgerStateCache, LedgerStates } from './ledger-state-cache.ts';
import {
  acceptedAmong,
  accountIdsOf,
  decidedAmong,
  rejectAll,
  resolveDecided,
  withoutRepeats,
  type DecidedUsage,
  type PendingUsage,
} from './pending-usages.ts';
import { storeUsages, type UsageStorage } from './store-usages.ts';

/** Attempts at a transaction that fails for reasons of no account. */
const MAX_ATTEMPTS = 12;
const BACKOFF_BASE_MS = 2;
const BACKOFF_LIMIT_MS = 200;

export class SharedTransactions {
  /** Refusals are confirmed beside the transactions, so that booked usages do not wait for them. */
  private readonly confirming = new Set<Promise<void>>();

  constructor(
    private readonly storage: UsageStorage,
    private readonly states: LedgerStateCache,
    private readonly lanes: AccountLanes,
  ) {}

  /** Settles every caller of the batch, or moves it to a lane, whatever happens. */
  async commit(batch: readonly PendingUsage[], tries = 0): Promise<void> {
    if (batch.length === 0) return;
    let open = batch;
    let known: LedgerStates = new Map();
    try {
      known = await this.states.load(accountIdsOf(batch));
      const { decided, undecided, states } = await storeUsages(this.storage, batch, {
        lane: 'shared',
        of: () => Promise.resolve(known),
        mostDue: MOST_DUE,
      });
      // An account with much due settles in its lane, before its usages and beside the other accounts.
      this.moveToLanes(undecided);
      this.states.remember(states);
      const proven = new Set(states.map(({ _id }) => _id));
      // Callers whose usage is committed come first: no later failure can undo it.
      open = resolveDecided(decided, ({ type }) => type !== 'refused');
      if (open.length === 0) return;
      const confirming = this.confirmRefused(decided, open, { known, proven }).finally(() =>
        this.confirming.delete(confirming),
      );
      this.confirming.add(confirming);
    } catch (error) {
      await this.recover(open, known, tries, error).catch((later: unknown) => {
        rejectAll(open, later);
      });
    }
  }

  /** Resolves when no refusal is being confirmed. */
  async confirmed(): Promise<void> {
    await Promise.all(this.confirming);
  }

  /** Refuses each caller whose ledger state was current; the others are decided again in a lane. */
  private async confirmRefused(
    decided: readonly DecidedUsage[],
    refused: readonly PendingUsage[],
    { known, proven }: { readonly known: LedgerStates; readonly proven: ReadonlySet<AccountId> },
  ): Promise<void> {
    let open = refused;
    try {
      // A usage that was accepted earlier may not fit any more. Its key still returns the first result.
      open = await withoutRepeats(this.storage.database, open, acceptedAmong(decided));
      const unproven = accountIdsOf(open).filter((accountId) => !proven.has(accountId));
      const changed = await this.states.changedSince(known, unproven);
      this.moveToLanes(
        resolveDecided(decidedAmong(decided, open), ({ accountId }) => !changed.has(accountId)),
      );
    } catch (error) {
      rejectAll(open, error);
    }
  }

  /** Moves the accounts that caused the failure to lanes, and tries again with the others. */
  private async recover(
    open: readonly PendingUsage[],
    known: LedgerStates,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    this.states.forget(accountIds);
    if (isDuplicateKey(error)) {
      const rest = await withoutRepeats(this.storage.database, open);
      if (rest.length < open.length) {
        await this.commit(rest, tries);
        return;
      }
    }
    if (!isOfOneAccount(error)) await this.tryAllAgain(open, tries, error);
    else if (accountIds.length === 1) {
      if (isTransient(error)) this.moveToLanes(open);
      else rejectAll(open, error);
    } else await this.commitUnaffected(open, known, tries, error);
  }

  private async tryAllAgain(open: readonly PendingUsage[], tries: number, error: unknown): Promise<void> {
    if (!isTransient(error) || tries >= MAX_ATTEMPTS) {
      rejectAll(open, error);
      return;
    }
    await delay(Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** tries));
    await this.commit(open, tries + 1);
  }

  /**
   * A changed version identifies an account that met another writer. An account that is still locked, and one with another
   * failure, can only be found by halving the batch.
   */
  private async commitUnaffected(
    open: readonly PendingUsage[],
    known: LedgerStates,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    const of = (accounts: ReadonlySet<AccountId>) =>
      open.filter(({ request }) => accounts.has(request.accountId));
    const notOf = (accounts: ReadonlySet<AccountId>) =>
      open.filter(({ request }) => !accounts.has(request.accountId));
    const changed = isConflict(error)
      ? await this.states.changedSince(known, accountIds)
      : new Set<AccountId>();
    if (changed.size > 0) {
      this.moveToLanes(of(changed));
      await this.commit(notOf(changed), tries);
      return;
    }
    const half = new Set(accountIds.slice(0, accountIds.length / 2));
    await Promise.all([this.commit(of(half), tries), this.commit(notOf(half), tries)]);
  }

  private moveToLanes(usages: readonly PendingUsage[]): void {
    this.states.forget(accountIdsOf(usages));
    this.lanes.take(usages);
  }
}
