/** Orders: placed and renewed in one transaction, commanded through their workflow. */
import { assertMayUse, isCustomer, type Caller } from '../../application/access/caller.ts';
import { readAccountClock } from '../../application/accounts/read-account.ts';
import { withAgreementTask } from '../../application/agreements/agreement-task.ts';
import { orderTimeline } from '../../application/audit/list-audit.ts';
import { countOrders } from '../../application/orders/count-orders.ts';
import { accountOfOrder, findOrder } from '../../application/orders/find-order.ts';
import { giveOrderCommand } from '../../application/orders/give-order-command.ts';
import { contextOf, listOrders, newOrderContext } from '../../application/orders/list-orders.ts';
import type { OrderCommands, WorkflowCommand } from '../../application/orders/order-commands.ts';
import { placeOrder } from '../../application/orders/place-order.ts';
import { renewOrder } from '../../application/orders/renew-order.ts';
import type { orderRoutes } from '../../contracts/orders.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { Language } from '../../domain/json.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { accountTime, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently, underLease, type IdempotentRequest } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { idDerivedFrom } from '../pipeline/idempotency-request.ts';
import { timelineEntryView } from '../views/audit.ts';
import { listedOrderView, orderView } from '../views/orders.ts';
import { pageView } from '../views/page.ts';

export interface OrderHandlerDependencies extends HandlerDependencies {
  readonly gateway: OrderCommands;
}

interface OrderCommandRequest extends IdempotentRequest {
  readonly params: { readonly id: OrderId };
  readonly language: Language;
}

interface Reader {
  readonly caller: Caller;
  readonly language: Language;
}

export function orderHandlers(dependencies: OrderHandlerDependencies): Handlers<typeof orderRoutes> {
  const { database, catalogues, encryptor, workflowUrl } = dependencies;
  const load = loadResource(database, accountOfOrder);

  const view = async (order: OrderDocument, { caller, language }: Reader) =>
    orderView(await contextOf(dependencies, order), { caller, language, workflowUrl });
  const newView = (order: OrderDocument, { caller, language }: Reader) =>
    orderView(newOrderContext(order), { caller, language, workflowUrl });
  const placing = ({ roles }: Caller) => ({
    catalogues,
    encryptor,
    placedByOperator: roles.includes('operator'),
  });

  async function command(name: WorkflowCommand, request: OrderCommandRequest, reason?: string) {
    const { params, caller, requestId } = request;
    const commandId = idDerivedFrom('cmd', request.idempotency);
    const response = await underLease(dependencies, request, 200, async () => {
      const given = { orderId: params.id, name, commandId, caller, requestId, reason };
      return view(await giveOrderCommand(dependencies, given), request);
    });
    return { ...response, ...(await accountTime(database, response.body.accountId)) };
  }

  return {
    placeOrder: async (request) => {
      const { body, caller } = request;
      assertMayUse(caller, body.channel);
      // Before the key is looked up: a stored response must not reveal whether an account exists.
      const clock = await readAccountClock(database, caller, body.accountId);
      const response = await idempotently(dependencies, request, 201, async (unit) =>
        newView(await placeOrder(unit, body, placing(caller)), request),
      );
      return { ...response, ...timeOf(clock) };
    },

    listOrders: async ({ query, caller, language }) => {
      const page = await listOrders(dependencies, caller, query);
      const reader = { caller, language, workflowUrl };
      return { status: 200, body: pageView(page, (order) => listedOrderView(order, reader)) };
    },

    countOrders: async ({ query, caller }) => ({
      status: 200,
      body: await countOrders(database, caller, query),
    }),

    getOrder: async (request) => {
      const order = await findOrder(database, request.caller, request.params.id);
      const body = await view(order, request);
      return { status: 200, body, ...(await accountTime(database, order.accountId)) };
    },

    getOrderTimeline: async ({ params: { id }, query, caller }) => {
      const { accountId } = await accountOfOrder(database, caller, id);
      const page = await orderTimeline(database, caller, id, query);
      const time = await accountTime(database, accountId);
      return { status: 200, body: pageView(page, timelineEntryView), ...time };
    },

    confirmOrder: {
      load,
      handle: (request) =>
        withAgreementTask(dependencies, request.params.id, () => command('confirm', request)),
    },
    cancelOrder: { load, handle: (request) => command('cancel', request, request.body.reason) },
    holdOrder: { load, handle: (request) => command('hold', request, request.body.reason) },
    releaseOrder: { load, handle: (request) => command('release', request, request.body.note) },

    renewOrder: {
      load,
      handle: async (request) => {
        const { params, body, caller } = request;
        const renewing = {
          ...placing(caller),
          ...(isCustomer(caller) ? { channel: 'online' as const } : {}),
        };
        const response = await idempotently(dependencies, request, 201, async (unit) =>
          newView(await renewOrder(unit, params.id, body, renewing), request),
        );
        return { ...response, ...(await load(request)) };
      },
    },
  };
}
