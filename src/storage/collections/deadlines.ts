/** Deadlines: stored instants at which something falls due, each with the workflow that handles it. */
import type { StoredDeadlineKind } from '../../domain/kinds.ts';
import type { AccountId, EpisodeId, LicenceId, LotId, OrderId, ServiceId, TermId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, orNull, text } from '../fields.ts';

export type DeadlineDocument = DocumentOf<typeof deadlines>;

export const deadlines = defineCollection({
  name: 'deadlines',
  fields: {
    /** `<kind>:<record>[:<variant>]` */
    _id: id(),
    kind: text<StoredDeadlineKind>(),
    at: instant(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    /** Id of the workflow that handles it. */
    workflowId: text(),
    orderId: orNull(id<OrderId>()),
    lotId: orNull(id<LotId>()),
    /** Of a service deadline: the service that falls due. */
    serviceId: orNull(id<ServiceId>()),
    /** Of a service deadline: all units of a line that fall due together. */
    serviceIds: orNull(data<ServiceId[]>()),
    licenceId: orNull(id<LicenceId>()),
    termId: orNull(id<TermId>()),
    episodeId: orNull(id<EpisodeId>()),
    /** Of a reminder: days before the end. */
    daysBefore: orNull(integer()),
  },
  indexes: [
    // The kind comes last because lists exclude one kind.
    { keys: { accountId: 1, at: 1, _id: 1, kind: 1 } },
    { keys: { sandbox: 1, at: 1, _id: 1, kind: 1 } },
    { keys: { workflowId: 1, at: 1, _id: 1 } },
    { keys: { orderId: 1, at: 1, _id: 1 }, partial: { orderId: PRESENT } },
    { keys: { lotId: 1 }, partial: { lotId: PRESENT } },
    { keys: { licenceId: 1 }, partial: { licenceId: PRESENT } },
    { keys: { termId: 1 }, partial: { termId: PRESENT } },
  ],
});
