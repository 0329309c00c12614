/**
 * Ids of what the product stores (api.md §1): a prefix that says the kind, and a body that is opaque to clients.
 *
 * Each kind is a type of its own, so that passing an order's id where an account's is expected does not compile. A plain
 * string is accepted everywhere: what arrives from outside was checked by its schema, and the property that tells the
 * kinds apart exists only in types.
 */
export type Id<Prefix extends string> = string & { readonly __prefix?: Prefix };

export type AccountId = Id<'acc'>;
export type OrganizationId = Id<'org'>;
export type ConsortiumId = Id<'con'>;
export type AgreementId = Id<'agr'>;
export type OrderId = Id<'ord'>;
export type LineId = Id<'lin'>;
export type PaymentId = Id<'pay'>;
export type RefundId = Id<'ref'>;
export type LotId = Id<'lot'>;
export type TermId = Id<'trm'>;
export type LicenceId = Id<'lic'>;
export type ServiceId = Id<'svc'>;
export type UsageId = Id<'usg'>;
export type EpisodeId = Id<'epi'>;
export type NoticeId = Id<'ntc'>;
export type DeliveryId = Id<'dlv'>;
export type TaskId = Id<'tsk'>;
export type FileId = Id<'fil'>;
