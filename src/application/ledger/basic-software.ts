/** Which organizations have active basic software, for accounts whose usages need it (AMB-46). */
import { activatedAt, type HeldLicence } from '../../domain/entitlements/activation.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { LicenceDocument } from '../../storage/collections/licences.ts';

export interface OrganizationKey {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId;
}

type Licence = HeldLicence & Pick<LicenceDocument, 'scope' | 'organizationId' | 'consortiumId'>;

export class BasicSoftware {
  /** For usages that need none. */
  static readonly NONE = new BasicSoftware(new Map());

  private constructor(private readonly licences: ReadonlyMap<string, readonly Licence[]>) {}

  /** Reads the licences that reach these organizations. */
  static async of(
    { database, session }: { readonly database: Database; readonly session: Session | null },
    asked: readonly OrganizationKey[],
  ): Promise<BasicSoftware> {
    if (asked.length === 0) return BasicSoftware.NONE;
    const { licences, organizations } = database.models;
    const accountIds = [...new Set(asked.map(({ accountId }) => accountId))];
    // In sequence: a transaction runs one command at a time.
    const held = await licences
      .find({ accountId: { $in: accountIds }, end: { $ne: 'refunded' } })
      .session(session)
      .lean();
    const members = await organizations
      .find({ _id: { $in: asked.map(({ organizationId }) => organizationId) } })
      .session(session)
      .lean();
    return new BasicSoftware(
      new Map(
        members.map(({ _id, accountId, consortiumId }) => [
          _id,
          held.filter(
            (licence) =>
              licence.accountId === accountId &&
              (licence.scope === 'account' ||
                (licence.scope === 'organization' && licence.organizationId === _id) ||
                (licence.scope === 'consortium' && licence.consortiumId === consortiumId)),
          ),
        ]),
      ),
    );
  }

  /** True if one of the SKUs is licensed to the organization and active at this instant. */
  isActive(organizationId: OrganizationId, skus: ReadonlySet<string>, at: Instant): boolean {
    const held = this.licences.get(organizationId) ?? [];
    return activatedAt(at, held).some(({ sku }) => skus.has(sku));
  }
}
