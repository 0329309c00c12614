/** Terms: the paid period of one subscription or resource pack line, for one feature and a number of sets. */
import type { PolicyValues } from '../../domain/catalogue/policies.ts';
import type { PeriodChain } from '../../domain/entitlements/period.ts';
import type { AccountId, LineId, OrderId, OrganizationId, TermId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, orNull, text, texts } from '../fields.ts';

/** Serves lists within one account, and what of its terms still lives. Filters stand behind the sort fields. */
export const TERMS_OF_ACCOUNT = {
  accountId: 1,
  from: -1,
  _id: -1,
  end: 1,
  until: 1,
  organizationId: 1,
  sku: 1,
} as const;

export type TermDocument = DocumentOf<typeof terms>;

export const terms = defineCollection({
  name: 'terms',
  fields: {
    _id: id<TermId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    orderId: id<OrderId>(),
    lineId: id<LineId>(),
    sku: text(),
    /** Null for a term of the whole account (AMB-28). */
    organizationId: orNull(id<OrganizationId>()),
    sets: integer(),
    /** Codes of the features that it activates while it runs. */
    features: texts(),
    /** Capability that is open while the cover lasts. */
    grants: orNull(text()),
    /** Capability that closes after the cover has ended. */
    closes: orNull(text()),
    /** Capability that stays open after the cover has ended. */
    keeps: orNull(text()),
    /** Hours between the end of the cover and the suspension; 0 if nothing closes. From the order's policies. */
    graceHours: integer(),
    validitySuspends: text<PolicyValues['validitySuspends']>(),
    policyVersion: text(),
    from: instant(),
    /** Exclusive. */
    until: instant(),
    chain: data<PeriodChain>(),
    /** Id of the first period of its chain. A renewal queues behind the last one. */
    chainId: text(),
    /** Why it ended; null before its end is booked. */
    end: orNull(text<'ended' | 'refunded'>()),
    endedAt: orNull(instant()),
  },
  indexes: [
    { keys: { lineId: 1 }, unique: true },
    { keys: TERMS_OF_ACCOUNT },
    { keys: { chainId: 1, from: 1 } },
    { keys: { sandbox: 1, from: -1, _id: -1 } },
    { keys: { sandbox: 1, sku: 1, from: -1, _id: -1 } },
    { keys: { sandbox: 1, end: 1, from: -1, _id: -1, until: 1, sku: 1 } },
    { keys: { accountId: 1, organizationId: 1, sku: 1, from: 1 } },
  ],
});
