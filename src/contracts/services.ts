/** Services: units of work and maintenance that were paid, from start to acceptance (api.md §5). */
import { z } from 'zod';
import {
  PUBLIC_SERVICE_COMMANDS,
  SERVICE_STATES,
  type ServiceState,
} from '../domain/entitlements/service-states.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import { serviceNote } from './order.ts';
import { evidence, id, instant, instantInput, noBody, prose, text } from './primitives.ts';
import { ANY_ROLE, DELIVERY } from './roles.ts';
import type { RouteTable } from './route.ts';

export const serviceState = z.enum(Object.keys(SERVICE_STATES) as [ServiceState, ...ServiceState[]]);

export const service = z
  .strictObject({
    id,
    orderId: id,
    lineId: id,
    accountId: id,
    organizationId: id,
    sku: text,
    kind: z.enum(['service', 'maintenance']),
    mode: text.optional(),
    note: serviceNote.optional(),
    state: serviceState,
    assignee: text.optional(),
    startBy: instant.meta({ description: 'Exclusive end of the time in which it can be started.' }),
    startedAt: instant.optional(),
    deliveredAt: instant.optional(),
    acceptedAt: instant.optional(),
    acceptedBy: z.string().optional(),
    endsAt: instant.optional().meta({ description: 'Exclusive end of running maintenance.' }),
    endedAt: instant.optional().meta({ description: 'When it came to its end, whatever that was.' }),
    rejections: z.array(z.strictObject({ at: instant, rejectedBy: z.string(), reason: z.string() })),
    actions: z
      .array(z.enum(PUBLIC_SERVICE_COMMANDS))
      .meta({ description: 'Commands that are legal now for the caller.' }),
  })
  .meta({ id: 'Service' });
export type Service = z.output<typeof service>;

const command = {
  method: 'post',
  tag: 'Services',
  roles: DELIVERY,
  answers: { 200: service },
  idempotency: 'claimed',
  refusals: ['illegal_transition', 'conflict'],
} as const;

export const serviceRoutes = {
  listServices: {
    method: 'get',
    path: '/v1/services',
    tag: 'Services',
    summary: 'Lists services, the latest bought first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      state: serviceState.optional(),
      assignee: text.optional(),
      dueBefore: instantInput.optional().meta({
        description:
          'Only those whose next due instant, startBy or endsAt, is still to come and before this.',
      }),
    }),
    answers: { 200: pageOf(service) },
    idempotency: 'none',
    refusals: [],
  },
  getService: {
    method: 'get',
    path: '/v1/services/{id}',
    tag: 'Services',
    summary: 'Reads a service.',
    roles: ANY_ROLE,
    answers: { 200: service },
    idempotency: 'none',
    refusals: [],
  },
  assignService: {
    ...command,
    path: '/v1/services/{id}/assign',
    summary: 'Says who shall do the work.',
    body: z
      .strictObject({ assignee: text })
      .meta({ id: 'AssignServiceBody', examples: [{ assignee: 'delivery-7' }] }),
  },
  startService: {
    ...command,
    path: '/v1/services/{id}/start',
    summary: 'Starts the work, or the years of maintenance.',
    body: noBody,
  },
  deliverService: {
    ...command,
    path: '/v1/services/{id}/deliver',
    summary: 'Hands the work over to the customer, who accepts or rejects it.',
    body: z
      .strictObject({ evidence: evidence.optional() })
      .meta({ id: 'DeliverServiceBody', examples: [{ evidence: { note: 'Handed over on site' } }] }),
  },
  acceptService: {
    ...command,
    path: '/v1/services/{id}/accept',
    summary: 'Records that the customer accepted the work. Nothing is accepted by silence.',
    body: z
      .strictObject({ acceptedBy: text, evidence: evidence.optional() })
      .meta({ id: 'AcceptServiceBody', examples: [{ acceptedBy: 'Dr. Chen' }] }),
  },
  rejectService: {
    ...command,
    path: '/v1/services/{id}/reject',
    summary: 'Records that the customer rejected the work, which goes on with the reason.',
    body: z
      .strictObject({ rejectedBy: text, reason: prose })
      .meta({ id: 'RejectServiceBody', examples: [{ rejectedBy: 'Dr. Chen', reason: 'Incomplete' }] }),
  },
} as const satisfies RouteTable;
