/** Services: listed for those who deliver, read, and commanded through the workflow of their order. */
import type { Service, serviceRoutes } from '../../contracts/services.ts';
import type { ServiceDocument } from '../../persistence/models/entitlement.ts';
import { accountScope } from '../account-scope.ts';
import { accountTime } from '../account-subject.ts';
import { visibleTo, type Caller } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import { readPage } from '../read-page.ts';
import { servicesByClock, type ServiceNow } from '../service-standings.ts';
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
      const { assignee } = query;
      const { match, stages } = servicesByClock(serverNow(), query);
      const { documents, nextCursor } = await readPage<ServiceDocument, ServiceNow>(
        database.models.services,
        {
          match: {
            ...accountScope(caller, query),
            ...(assignee === undefined ? {} : { assignee }),
            ...match,
          },
          sort: { startBy: -1, _id: -1 },
          stages,
        },
        query,
      );
      const items = await servicesView(database, documents, caller);
      return { status: 200, body: { items, nextCursor } };
    },
    getService: async (request) => {
      const { params, caller } = request;
      const body = await show(await find(params.id, caller), caller);
      return { status: 200, body, ...(await subject(request)) };
    },
    assignService: {
      subject,
      handle: (request) => command('assign', request, { person: request.body.assignee }),
    },
    startService: { subject, handle: (request) => command('start', request, {}) },
    deliverService: {
      subject,
      handle: (request) => command('deliver', request, { evidence: request.body.evidence }),
    },
    acceptService: {
      subject,
      handle: (request) => {
        const { acceptedBy, evidence } = request.body;
        return command('accept', request, { person: acceptedBy, evidence });
      },
    },
    rejectService: {
      subject,
      handle: (request) => {
        const { rejectedBy, reason } = request.body;
        return command('reject', request, { person: rejectedBy, reason });
      },
    },
  };
}
