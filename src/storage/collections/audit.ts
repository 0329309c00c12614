/** The audit trail: who did what, why, and what changed (rules §8.17). */
import type { Json, JsonObject } from '../../domain/json.ts';
import type { AccountId, OrderId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text } from '../fields.ts';

export type AuditDocument = DocumentOf<typeof audit>;

export const audit = defineCollection({
  name: 'audit',
  fields: {
    _id: id(),
    /** When the change takes effect, in account time. */
    at: instant(),
    recordedAt: instant(),
    type: text(),
    actor: text(),
    reason: orNull(text()),
    requestId: text(),
    /** Natural key of the command, by which a repeat is recognised; null if no command caused the change. */
    commandId: orNull(text()),
    accountId: orNull(id<AccountId>()),
    /** True for a sandbox account; false if there is no account. */
    sandbox: flag(),
    orderId: orNull(id<OrderId>()),
    facts: data<JsonObject>(),
    before: orNull(data<Json>()),
    after: orNull(data<Json>()),
    /** First and last journal entry of the change. */
    journal: orNull(data<{ from: number; to: number }>()),
    catalogueVersion: orNull(text()),
    policyVersion: orNull(text()),
  },
  indexes: [
    { keys: { orderId: 1, at: 1, _id: 1, type: 1 }, partial: { orderId: PRESENT } },
    { keys: { accountId: 1, _id: -1, type: 1, actor: 1 } },
    { keys: { accountId: 1, at: 1, _id: 1, type: 1 } },
    { keys: { sandbox: 1, _id: -1 } },
    { keys: { sandbox: 1, actor: 1, _id: -1 } },
    { keys: { sandbox: 1, type: 1, _id: -1 } },
    { keys: { commandId: 1 }, unique: true, partial: { commandId: PRESENT } },
  ],
});
