/** Tasks: work for a person, opened once for each fact that causes it. */
import type { JsonObject } from '../../domain/json.ts';
import type { TaskKind, TaskRole } from '../../domain/kinds.ts';
import type { AccountId, OrderId, TaskId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, orNull, text } from '../fields.ts';

export type TaskDocument = DocumentOf<typeof tasks>;

export const tasks = defineCollection({
  name: 'tasks',
  fields: {
    _id: id<TaskId>(),
    kind: text<TaskKind>(),
    role: text<TaskRole>(),
    state: text<'open' | 'resolved'>(),
    /** Null if the task concerns no known account. */
    accountId: orNull(id<AccountId>()),
    sandbox: flag(),
    orderId: orNull(id<OrderId>()),
    openedAt: instant(),
    dueAt: instant(),
    facts: data<JsonObject>(),
    resolvedAt: orNull(instant()),
    resolvedBy: orNull(text()),
    note: orNull(text()),
  },
  indexes: [
    { keys: { accountId: 1, openedAt: -1, _id: -1, state: 1, role: 1, kind: 1, dueAt: 1 } },
    { keys: { sandbox: 1, openedAt: -1, _id: -1, dueAt: 1 } },
    { keys: { sandbox: 1, state: 1, openedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, role: 1, openedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, kind: 1, openedAt: -1, _id: -1 } },
    { keys: { orderId: 1, state: 1 }, partial: { orderId: PRESENT } },
    // The metrics count tasks from this index alone.
    { keys: { state: 1, kind: 1, sandbox: 1 } },
  ],
});
