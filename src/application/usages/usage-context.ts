/**
 * Who a use speaks of: the account, its default storage term, and the organization. What is found is remembered
 * for some seconds, an organization's account for ever, so that the hot path reads little but its ledger.
 */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';

export interface UsageAccount {
  readonly sandbox: boolean;
  readonly defaultStorageYears: number | null;
}

const MOST_REMEMBERED = 50_000;
/** Bounds how long another process may go on with a default storage term that was changed here. */
const REMEMBER_MS = 5_000;

export class UsageSubjects {
  private readonly accounts = new Map<string, { readonly account: UsageAccount; readonly untilMs: number }>();
  /** Counts changes: what was read before one is not remembered after it. */
  private changes = 0;
  /** Account of each organization. */
  private readonly organizations = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** After a change of the account: the next use is decided by what it is now. */
  forget(accountId: AccountId): void {
    this.changes += 1;
    this.accounts.delete(accountId);
  }

  /** Throws `not_found` for an account that is not there, or an organization that is none of the account. */
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
    if (this.accounts.size >= MOST_REMEMBERED) this.accounts.clear();
    this.accounts.set(accountId, { account: found, untilMs: this.nowMs() + REMEMBER_MS });
    return found;
  }

  private async readOrganization(organizationId: OrganizationId): Promise<string> {
    const organization = await this.database.models.organizations
      .findById(organizationId, { accountId: 1 })
      .lean();
    if (organization === null)
      throw new DomainError('not_found', { kind: 'organization', id: organizationId });
    if (this.organizations.size >= MOST_REMEMBERED) this.organizations.clear();
    this.organizations.set(organizationId, organization.accountId);
    return organization.accountId;
  }
}
