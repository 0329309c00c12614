/**
 * Cache of what a usage needs of its account and organization. An account is cached for seconds, the account of an organization
 * for ever, so that the hot path reads little but the ledger.
 */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';

export interface UsageAccount {
  readonly sandbox: boolean;
  readonly defaultStorageYears: number | null;
}

const MOST_CACHED = 50_000;
/** How long another process may still use a default storage term that was changed in this one. */
const CACHE_MS = 5_000;

export class UsageAccountCache {
  private readonly accounts = new Map<string, { readonly account: UsageAccount; readonly untilMs: number }>();
  /** Counts changes, so that a read that began before a change is not cached after it. */
  private changes = 0;
  /** Account of each organization. */
  private readonly organizations = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** Call it after a change of the account: the next usage reads it again. */
  forget(accountId: AccountId): void {
    this.changes += 1;
    this.accounts.delete(accountId);
  }

  /** Throws `not_found` for an unknown account, and for an organization of another account. */
  async find(accountId: AccountId, organizationId: OrganizationId): Promise<UsageAccount> {
    const known = this.accounts.get(accountId);
    const account =
      known !== undefined && known.untilMs > this.nowMs() ? known.account : await this.readAccount(accountId);
    const owner = this.organizations.get(organizationId) ?? (await this.readOrganization(organizationId));
    if (owner !== accountId) throw new DomainError('not_found', { kind: 'organization', id: organizationId });
    return account;
  }

  private async readAccount(accountId: AccountId): Promise<UsageAccount> {
    const before = this.changes;
    const account = await this.database.models.accounts.findById(accountId).lean();
    if (account === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    const { sandbox, defaultStorageYears } = account;
    const found = { sandbox, defaultStorageYears };
    if (before !== this.changes) return found;
    if (this.accounts.size >= MOST_CACHED) this.accounts.clear();
    this.accounts.set(accountId, { account: found, untilMs: this.nowMs() + CACHE_MS });
    return found;
  }

  private async readOrganization(organizationId: OrganizationId): Promise<string> {
    const organization = await this.database.models.organizations
      .findById(organizationId, { accountId: 1 })
      .lean();
    if (organization === null)
      throw new DomainError('not_found', { kind: 'organization', id: organizationId });
    if (this.organizations.size >= MOST_CACHED) this.organizations.clear();
    this.organizations.set(organizationId, organization.accountId);
    return organization.accountId;
  }
}
