/** Services: listed for delivery, and commanded through the workflow of their order. */
import { isCustomer, type Caller } from '../../application/access/caller.ts';
import { extendService } from '../../application/entitlements/services/extend-service.ts';
import {
  giveServiceCommand,
  type ServiceCommandRequest,
} from '../../application/entitlements/services/give-service-command.ts';
import {
  findService,
  listServices,
  readService,
  readServiceNow,
  withOrder,
} from '../../application/entitlements/services/read-services.ts';
import { assertMayReadToken, revealToken } from '../../application/entitlements/services/reveal-token.ts';
import type { serviceRoutes } from '../../contracts/services.ts';
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import type { ServiceId } from '../../domain/ids.ts';
import { accountTime, loadResource } from '../pipeline/account-time.ts';
import { idempotently, inTransaction, underLease, type IdempotentRequest } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { idDerivedFrom, idDerivedFromBody } from '../pipeline/idempotency-request.ts';
import { pageView } from '../views/page.ts';
import { serviceView } from '../views/services.ts';
import type { OrderHandlerDependencies } from './orders.ts';

interface CommandRequest extends IdempotentRequest {
  readonly params: { readonly id: ServiceId };
}

/** What a request says besides the command. */
type Said = Pick<ServiceCommandRequest, 'person' | 'reason' | 'evidence' | 'given'>;

export function serviceHandlers(dependencies: OrderHandlerDependencies): Handlers<typeof serviceRoutes> {
  const { database, encryptor } = dependencies;
  const load = loadResource(database, findService);

  async function command(name: ServiceCommandRequest['command'], request: CommandRequest, said: Said) {
    const { params, caller, requestId, idempotency } = request;
    const commandId = idDerivedFrom('cmd', idempotency);
    const evidenceId = idDerivedFromBody('evi', idempotency);
    const ids = { serviceId: params.id, commandId, evidenceId };
    const response = await underLease(dependencies, request, 200, async () => {
      const given = { ...said, ...ids, command: name, caller, requestId };
      return serviceView(await giveServiceCommand(dependencies, given), caller);
    });
    return { ...response, ...(await load(request)) };
  }

  return {
    listServices: async ({ query, caller }) => {
      const page = await listServices(dependencies, caller, query);
      return { status: 200, body: pageView(page, (service) => serviceView(service, caller)) };
    },

    getService: async ({ params: { id }, caller }) => {
      const found = await readService(dependencies, caller, id);
      const time = await accountTime(database, found.service.accountId);
      return { status: 200, body: serviceView(found, caller), ...time };
    },

    assignService: {
      load,
      handle: (request) => command('assign', request, { person: request.body.assignee }),
    },
    startService: { load, handle: (request) => command('start', request, {}) },
    deliverService: {
      load,
      handle: (request) => command('deliver', request, { evidence: request.body.evidence }),
    },
    acceptService: {
      load,
      handle: (request) => {
        const { acceptedBy, evidence } = request.body;
        return command('accept', request, { person: acceptedBy, evidence, given: giverOf(request.caller) });
      },
    },
    rejectService: {
      load,
      handle: (request) => {
        const { rejectedBy, reason } = request.body;
        return command('reject', request, { person: rejectedBy, reason, given: giverOf(request.caller) });
      },
    },

    revealServiceToken: {
      load,
      handle: async (request) => {
        const service = await findService(database, request.caller, request.params.id);
        assertMayReadToken(request.caller, service);
        const token = await inTransaction(dependencies, request, (unit) =>
          revealToken(unit, service, encryptor),
        );
        return { status: 200, body: { token }, ...(await load(request)) };
      },
    },

    extendService: {
      load,
      handle: async (request) => {
        const { params, body, caller } = request;
        const { now } = await readServiceNow(dependencies, caller, params.id);
        const response = await idempotently(dependencies, request, 200, async (unit) => {
          const service = await extendService(unit, { ...body, serviceId: params.id });
          return serviceView(await withOrder(dependencies, { ...service, now }), caller);
        });
        return { ...response, ...(await load(request)) };
      },
    },
  };
}

/** Customers decide for themselves, staff on behalf of the customer. */
function giverOf(caller: Caller): AcceptanceGiver {
  return isCustomer(caller) ? 'customer' : 'staff';
}
