/** One use as the ledger takes it, and what came of it. */
import type { DomainError } from '../../../domain/errors.ts';
import type { AccountId, OrganizationId } from '../../../domain/ids.ts';
import type { UsageDocument } from '../../../storage/collections/usages.ts';

export interface UsageRequest {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
  readonly resource: string;
  readonly quantity: number;
  /** Least storage that the use asks for, binding; null for none. */
  readonly storageYears: number | null;
  /** What the account wishes where the use asks for none. */
  readonly preferredStorageYears: number | null;
  readonly reference: string | null;
  /** The caller's key within the account, for ever. */
  readonly key: string;
  /** Hash of what was asked, to tell a repeat from another use under the same key. */
  readonly bodyHash: string;
  readonly by: string;
  readonly requestId: string;
}

export type UsageOutcome =
  | { readonly accepted: true; readonly usage: UsageDocument; readonly replayed: boolean }
  | { readonly accepted: false; readonly refusal: DomainError };
