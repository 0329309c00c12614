/** Licences: features of a paid software line, active in its scope. */
import type { PeriodChain } from '../../domain/entitlements/period.ts';
import type {
  AccountId,
  ConsortiumId,
  LicenceId,
  LineId,
  OrderId,
  OrganizationId,
} from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text, texts } from '../fields.ts';

/** Serves lists within one account, and what of its licences still lives. Filters stand behind the sort fields. */
export const LICENCES_OF_ACCOUNT = {
  accountId: 1,
  from: -1,
  _id: -1,
  end: 1,
  until: 1,
  scope: 1,
  organizationId: 1,
  consortiumId: 1,
  sku: 1,
} as const;

export type LicenceDocument = DocumentOf<typeof licences>;

export const licences = defineCollection({
  name: 'licences',
  fields: {
    _id: id<LicenceId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    orderId: id<OrderId>(),
    lineId: id<LineId>(),
    sku: text(),
    scope: text<'account' | 'organization' | 'consortium'>(),
    organizationId: orNull(id<OrganizationId>()),
    consortiumId: orNull(id<ConsortiumId>()),
    /** Codes of its features. */
    features: texts(),
    /** SKUs that must be active for an organization before these features are (AMB-46). */
    requires: texts(),
    from: instant(),
    /** Exclusive; null for a perpetual licence. */
    until: orNull(instant()),
    chain: orNull(data<PeriodChain>()),
    /** Id of the first period of its chain. A renewal queues behind the last one. */
    chainId: text(),
    /** Why it ended; null before its end is booked. */
    end: orNull(text<'ended' | 'refunded'>()),
    endedAt: orNull(instant()),
  },
  indexes: [
    { keys: { lineId: 1 }, unique: true },
    { keys: LICENCES_OF_ACCOUNT },
    { keys: { sandbox: 1, from: -1, _id: -1 } },
    { keys: { sandbox: 1, sku: 1, from: -1, _id: -1 } },
    { keys: { sandbox: 1, end: 1, from: -1, _id: -1, until: 1, sku: 1 } },
    { keys: { accountId: 1, sku: 1, from: 1 } },
  ],
});
