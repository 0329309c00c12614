/** Services: purchased work and maintenance, from start to acceptance (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { ACCEPTANCE_GIVERS } from '../domain/catalogue/acceptance.ts';
import {
  PUBLIC_SERVICE_COMMANDS,
  SERVICE_STATES,
  type ServiceState,
} from '../domain/entitlements/service-states.ts';
import { acrossAccounts, namedSearch, pageOf, paging } from './paging.ts';
import { serviceNote } from './order.ts';
import {
  BEFORE_3000,
  date,
  documentReference,
  evidence,
  id,
  instant,
  instantInput,
  noBody,
  prose,
  text,
} from './primitives.ts';
import { ACCEPTORS, ANY_ROLE, DELIVERY, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

/** A filter that is there or not. */
const onlyTrue = z.literal('true');

const serviceState = z.enum(Object.keys(SERVICE_STATES) as [ServiceState, ...ServiceState[]]);

/** Evidence of a delivery or an acceptance, in responses. */
export const evidenceOfService = z
  .strictObject({ note: prose.optional(), document: documentReference.optional() })
  .meta({ id: 'EvidenceOfService' });
export type EvidenceAnswer = z.output<typeof evidenceOfService>;

export const service = named(
  z.strictObject({
    id,
    orderId: id,
    lineId: id,
    accountId: id,
    organizationId: id,
    sku: text,
    kind: z.enum(['service', 'maintenance']),
    mode: text.optional(),
    note: serviceNote
      .extend({
        hasToken: z
          .boolean()
          .optional()
          .meta({ description: 'True if a token came with it. Not shown to customers.' }),
      })
      .meta({ id: 'NoteOfService', description: 'A token in it is never shown.' })
      .optional(),
    state: serviceState,
    assignee: text.optional(),
    purchasedAt: instant,
    startBy: instant.nullable().meta({
      description:
        'Exclusive end of the period in which it can be started. Then a service lapses, and maintenance starts by itself. Null if it never lapses.',
    }),
    startedAt: instant.optional(),
    deliveredAt: instant.optional(),
    deliveryEvidence: evidenceOfService.optional(),
    acceptedAt: instant.optional(),
    acceptance: z
      .strictObject({
        given: z.enum(ACCEPTANCE_GIVERS),
        acceptedBy: z.string(),
        at: instant,
        evidence: evidenceOfService.optional(),
      })
      .optional()
      .meta({
        description:
          'By a key of the customer, through a sign-off link, or recorded by delivery staff on behalf of the user.',
      }),
    signOffLink: z
      .strictObject({ expiresAt: instant.meta({ description: 'Exclusive, in server time.' }) })
      .optional()
      .meta({
        description:
          'The sign-off link that can be used now, without its address. A new link replaces it. Not shown to customers.',
      }),
    endsAt: instant.optional().meta({ description: 'Exclusive end of running maintenance.' }),
    endedAt: instant.optional().meta({ description: 'When it ended, for whatever reason.' }),
    rejections: z.array(z.strictObject({ at: instant, rejectedBy: z.string(), reason: z.string() })),
    actions: z
      .array(z.enum(PUBLIC_SERVICE_COMMANDS))
      .meta({ description: 'Commands that the caller can give now.' }),
  }),
).meta({ id: 'Service' });
export type Service = z.output<typeof service>;

const command = {
  method: 'post',
  tag: 'Services',
  roles: DELIVERY,
  responses: { 200: service },
  idempotency: 'leased',
  errors: ['illegal_transition', 'conflict'],
} as const;

export const serviceRoutes = {
  listServices: {
    method: 'get',
    path: '/v1/services',
    tag: 'Services',
    summary: 'Lists services, latest purchase first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...namedSearch,
      ...acrossAccounts,
      state: serviceState.optional(),
      orderId: id.optional(),
      assignee: text.optional(),
      unassigned: onlyTrue.optional().meta({ description: 'Only services without an assignee.' }),
      open: onlyTrue
        .optional()
        .meta({ description: 'Only services that wait to be started, delivered or accepted.' }),
      dueBefore: instantInput.optional().meta({
        description: 'Only services whose startBy or endsAt is in the future and before this instant.',
      }),
    }),
    responses: { 200: pageOf(service) },
    idempotency: 'none',
    errors: [],
  },
  getService: {
    method: 'get',
    path: '/v1/services/{id}',
    tag: 'Services',
    summary: 'Reads a service.',
    roles: ANY_ROLE,
    responses: { 200: service },
    idempotency: 'none',
    errors: [],
  },
  assignService: {
    ...command,
    path: '/v1/services/{id}/assign',
    summary: 'Assigns the service.',
    body: z
      .strictObject({
        assignee: text.meta({
          description:
            "The assignee: the id of a key, which may then read the token of the order's note, or a name.",
        }),
      })
      .meta({ id: 'AssignServiceBody', examples: [{ assignee: 'delivery-7' }] }),
  },
  startService: {
    ...command,
    path: '/v1/services/{id}/start',
    summary: 'Starts the service or the maintenance.',
    body: noBody,
  },
  deliverService: {
    ...command,
    path: '/v1/services/{id}/deliver',
    summary: 'Marks the service as delivered, to be accepted or rejected by the customer.',
    body: z
      .strictObject({ evidence: evidence.optional() })
      .meta({ id: 'DeliverServiceBody', examples: [{ evidence: { note: 'Handed over on site' } }] }),
  },
  acceptService: {
    ...command,
    path: '/v1/services/{id}/accept',
    roles: ACCEPTORS,
    summary: 'Records the acceptance by the customer. There is no tacit acceptance.',
    body: z
      .strictObject({ acceptedBy: text, evidence: evidence.optional() })
      .meta({ id: 'AcceptServiceBody', examples: [{ acceptedBy: 'Dr. Chen' }] }),
  },
  rejectService: {
    ...command,
    path: '/v1/services/{id}/reject',
    roles: ACCEPTORS,
    summary: 'Records the rejection by the customer with the reason; work continues.',
    body: z
      .strictObject({ rejectedBy: text, reason: prose })
      .meta({ id: 'RejectServiceBody', examples: [{ rejectedBy: 'Dr. Chen', reason: 'Incomplete' }] }),
  },
  extendService: {
    method: 'post',
    path: '/v1/services/{id}/extend',
    tag: 'Services',
    summary: 'Extends the date by which a service can be started, before it is started or lapses.',
    roles: OPERATOR,
    body: z
      .strictObject({
        startBy: date.meta({
          description:
            'Last date on which it can be started, in the zone of the account; before the year 3000.',
          pattern: BEFORE_3000,
        }),
        reason: prose,
      })
      .meta({
        id: 'ExtendServiceBody',
        examples: [{ startBy: '2099-03-31', reason: 'The site is being rebuilt' }],
      }),
    responses: { 200: service },
    idempotency: 'transactional',
    errors: ['illegal_transition'],
  },
  revealServiceToken: {
    method: 'post',
    path: '/v1/services/{id}/token',
    tag: 'Services',
    summary: "Reads the token of the service's note. For its assignee and operators; every read is audited.",
    roles: DELIVERY,
    body: noBody,
    responses: { 200: z.strictObject({ token: z.string() }).meta({ id: 'ServiceToken' }) },
    // Nothing is changed, and a stored response would contain the secret.
    idempotency: 'none',
    errors: ['forbidden', 'unavailable'],
  },
} as const satisfies RouteTable;
