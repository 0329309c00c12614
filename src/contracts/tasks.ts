/** Tasks: work for a person (api.md §6). */
import { z } from 'zod';
import { named } from './names.ts';
import { TASK_ROLES, type TaskKind } from '../domain/kinds.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import { facts, id, instant, instantInput, prose } from './primitives.ts';
import { INTERNAL_ROLES } from './roles.ts';
import type { RouteTable } from './route.ts';

const taskKind = z.enum(Object.keys(TASK_ROLES) as [TaskKind, ...TaskKind[]]);
const taskRole = z.enum(['sales', 'delivery', 'operator']);
const taskState = z.enum(['open', 'resolved']);

export const task = named(
  z.strictObject({
    id,
    kind: taskKind,
    role: taskRole,
    state: taskState,
    openedAt: instant,
    dueAt: instant,
    accountId: id.nullable().meta({
      description: 'Null if the task concerns no known account; keys limited to accounts do not see it.',
    }),
    orderId: id.optional(),
    facts,
    resolvedAt: instant.optional(),
    resolvedBy: z.string().optional(),
    note: prose.optional(),
  }),
).meta({ id: 'Task' });
export type Task = z.output<typeof task>;

export const taskRoutes = {
  listTasks: {
    method: 'get',
    path: '/v1/tasks',
    tag: 'Work',
    summary: 'Lists tasks, newest first.',
    roles: INTERNAL_ROLES,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      role: taskRole.optional(),
      kind: taskKind.optional(),
      state: taskState.optional(),
      dueBefore: instantInput.optional(),
    }),
    responses: { 200: pageOf(task) },
    idempotency: 'none',
    errors: [],
  },
  resolveTask: {
    method: 'post',
    path: '/v1/tasks/{id}/resolve',
    tag: 'Work',
    summary: "Resolves a task, with a key of the task's role or of an operator.",
    roles: ['sales', 'delivery', 'operator'],
    body: z
      .strictObject({ note: prose })
      .meta({ id: 'ResolveTaskBody', examples: [{ note: 'Called the customer' }] }),
    responses: { 200: task },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
} as const satisfies RouteTable;
