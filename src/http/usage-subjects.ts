/**
 * Who a use speaks of: the account, its default storage term, and the organization. These facts never change, so what is
 * found is remembered, and the hot path reads nothing but its ledger.
 */
import { DomainError } from '../domain/refusals.ts';
import type { Database } from '../persistence/database.ts';

export interface UsageAccount {
  readonly sandbox: boolean;
  readonly defaultStorageYears: number | null;
}

const MOST_REMEMBERED = 50_000;

export class UsageSubjects {
  private readonly accounts = new Map<string, UsageAccount>();
  /** Account of each organization. */
  private readonly organizations = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** Throws `not_found` for an account that is not there, or an organization that is none of the account. */
  async find(accountId: string, organizationId: string): Promise<UsageAccount> {
    const account = this.accounts.get(accountId) ?? (await this.readAccount(accountId));
    const owner = this.organizations.get(organizationId) ?? (await this.readOrganization(organizationId));
    if (owner !== accountId) throw new DomainError('not_found', { kind: 'organization', id: organizationId });
    return account;
  }

  private async readAccount(accountId: string): Promise<UsageAccount> {
    const account = await this.database.models.accounts.findById(accountId).lean();
    if (account === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    const { sandbox, defaultStorageYears } = account;
    if (this.accounts.size >= MOST_REMEMBERED) this.accounts.clear();
    this.accounts.set(accountId, { sandbox, defaultStorageYears });
    return { sandbox, defaultStorageYears };
  }

  private async readOrganization(organizationId: string): Promise<string> {
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
