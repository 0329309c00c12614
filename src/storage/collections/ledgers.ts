/**
 * Ledger states, one for each account: the only guard of the account's balances. Every writer of the account increments
 * the version, so that the hash chain cannot fork. What grows without bound is stored in other collections.
 */
import type { AgreementPeriod } from '../../domain/catalogue/agreement-period.ts';
import type { PolicyLayer } from '../../domain/catalogue/policy-set.ts';
import type { PoolState } from '../../domain/ledger/state.ts';
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, text, textOrEmpty } from '../fields.ts';

/** Policies of an agreement that override, while it is in force, those of the resources that its product lines sell. */
export interface PoolOverride extends AgreementPeriod {
  readonly layer: PolicyLayer;
}

export type LedgerDocument = DocumentOf<typeof ledgers>;

export const ledgers = defineCollection({
  name: 'ledgers',
  fields: {
    /** The account's id. */
    _id: id<AccountId>(),
    version: integer(),
    /** Number of the last journal entry. */
    sequence: integer(),
    /** Hash of the last journal entry; empty before the first. */
    hash: textOrEmpty(),
    /** Instant of the last journal entry. */
    at: instant(),
    /** Account time of a sandbox; null for an account on the server's clock. */
    frozenAt: orNull(instant()),
    timeZone: text(),
    pools: data<PoolState[]>(),
    /** Pool policies that the account's agreements override, the strongest first. */
    overrides: data<PoolOverride[]>(),
    /** Periods of the account's agreements, newest first. */
    agreements: data<AgreementPeriod[]>(),
    /** The account's own low-balance thresholds by resource, in units, highest first. */
    lowBalanceUnits: data<Record<string, number[]>>(),
  },
  indexes: [],
});
