/** Services: listed for those who deliver, read, and commanded through the workflow of their order. */
import { extendService } from '../../application/entitlements/services/extend-service.ts';
import { revealToken } from '../../application/entitlements/services/reveal-token.ts';
import type { Service, serviceRoutes } from '../../contracts/services.ts';
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import { DomainError } from '../../domain/errors.ts';
import { once } from '../../storage/idempotency.ts';
import { transact } from '../../storage/unit-of-work.ts';
import type { ServiceDocument } from '../../storage/collections/services.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { isCustomer, visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import {
  servicesByClock,
  withAccountTime,
  type ServiceNow,
} from '../../application/entitlements/services/service-states-now.ts';
import { servicesView } from '../views/service.ts';
import type { OrderHandlerDependencies } from './orders.ts';
import { serviceCommand } from './service-commands.ts';

export function serviceHandlers(dependencies: OrderHandlerDependencies): Handlers<typeof serviceRoutes> {
  const { database, serverNow } = dependencies;

  const find = async (id: string, caller: Caller): Promise<ServiceNow> => {
    const service = visibleTo(caller, await database.models.services.findById(id).lean(), {
      kind: 'service',
      id,
    });
    const time = await accountTime(database, service.accountId);
    return { ...service, now: time.serverNow ?? serverNow() };
  };
  const show = async (service: ServiceNow, caller: Caller): Promise<Service> => {
    const [view] = await servicesView(database, [service], caller);
    if (view === undefined) throw new Error('one service has one view');
    return view;
  };
  const subject = async ({ params, caller }: { params: { id: string }; caller: Caller }) =>
    accountTime(database, (await find(params.id, caller)).accountId);
  const command = serviceCommand(dependencies, { find, show });

  return {
    listServices: async ({ query, caller }) => {
      const { assignee, orderId } = query;
      const now = serverNow();
      const scopes = await accountScopes(database, caller, query);
      const { documents, nextCursor } = await readPage<ServiceDocument>(
        database.models.services,
        {
          scopes: await servicesByClock(database, scopes, now, query),
          match: {
            ...(assignee === undefined ? {} : { assignee }),
            ...(orderId === undefined ? {} : { orderId }),
          },
          sort: { purchasedAt: -1, _id: -1 },
        },
        query,
      );
      const items = await servicesView(database, await withAccountTime(database, now, documents), caller);
      return { status: 200, body: { items, nextCursor } };
    },
    getService: async (request) => {
      const { params, caller } = request;
      const body = await show(await find(params.id, caller), caller);
      return { status: 200, body, ...(await subject(request)) };
    },
    assignService: {
      load: subject,
      handle: (request) => command('assign', request, { person: request.body.assignee }),
    },
    startService: { load: subject, handle: (request) => command('start', request, {}) },
    deliverService: {
      load: subject,
      handle: (request) => command('deliver', request, { evidence: request.body.evidence }),
    },
    acceptService: {
      load: subject,
      handle: (request) => {
        const { acceptedBy, evidence } = request.body;
        return command('accept', request, { person: acceptedBy, evidence, given: giverOf(request.caller) });
      },
    },
    rejectService: {
      load: subject,
      handle: (request) => {
        const { rejectedBy, reason } = request.body;
        return command('reject', request, { person: rejectedBy, reason, given: giverOf(request.caller) });
      },
    },
    revealServiceToken: {
      load: subject,
      handle: async (request) => {
        const { params, caller } = request;
        const { now: _now, ...service } = await find(params.id, caller);
        if (!caller.roles.includes('operator') && service.assignee !== caller.keyId) {
          throw new DomainError('token_for_assignee_only', { serviceId: service._id });
        }
        const token = await transact(dependencies, actorOf(request), (unit) =>
          revealToken(unit, service, dependencies.encryptor),
        );
        return { status: 200, body: { token }, ...(await subject(request)) };
      },
    },
    extendService: {
      load: subject,
      handle: async (request) => {
        const { params, body, caller, idempotency } = request;
        const { now } = await find(params.id, caller);
        const answer = await once(dependencies, idempotency, actorOf(request), async (unit) => {
          const service = await extendService(unit, { ...body, serviceId: params.id });
          return { status: 200, body: await show({ ...service, now }, caller) };
        });
        return { ...answer, status: 200, ...(await subject(request)) };
      },
    },
  };
}

/** A customer decides for itself; staff for the customer. */
function giverOf(caller: Caller): AcceptanceGiver {
  return isCustomer(caller) ? 'customer' : 'staff';
}
