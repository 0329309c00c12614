/** Orders: placed in one transaction, read from the record, commanded through their workflow. */
import type { orderRoutes } from '../../contracts/orders.ts';
import type { Order } from '../../contracts/order.ts';
import { withAgreementTask } from '../../application/agreements/agreement-task.ts';
import { placeOrder } from '../../application/orders/place-order.ts';
import { renewOrder } from '../../application/orders/renew-order.ts';
import type { OrderId } from '../../domain/ids.ts';
import { assertLegal } from '../../application/orders/legal-commands.ts';
import { claimed, once, requestKeyOf, type IdempotencyRequest } from '../../storage/idempotency.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { derivedId } from '../../infra/ids.ts';
import type { GatewayCommand, OrderGateway } from '../../temporal/order-gateway.ts';
import { assertMayUse, isCustomer, visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { newOrderView, orderView, type OrderReader } from '../views/order.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { actorOf } from '../pipeline/handler-dependencies.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { accountTime, timeOf } from '../pipeline/account-time.ts';
import { getOrderTimeline, listOrders } from './order-lists.ts';

type OrderHandlers = Handlers<typeof orderRoutes>;

export interface OrderHandlerDependencies extends HandlerDependencies {
  readonly gateway: OrderGateway;
}

export function orderHandlers(dependencies: OrderHandlerDependencies): OrderHandlers {
  const { database, gateway } = dependencies;

  const find = async (orderId: OrderId, caller: Caller): Promise<OrderDocument> => {
    const order = await database.models.orders.findById(orderId).lean();
    return visibleTo(caller, order, { kind: 'order', id: orderId });
  };
  const show = (order: OrderDocument, { caller, language }: OrderReader): Promise<Order> =>
    orderView(dependencies, order, { caller, language });
  const subject = async ({ params, caller }: { params: { id: string }; caller: Caller }) =>
    accountTime(database, (await find(params.id, caller)).accountId);

  /** The verdict is the workflow's; the record tells at once what cannot succeed, with Temporal or without. */
  const command = async (
    name: GatewayCommand,
    request: OrderReader & { params: { id: string }; requestId: string; idempotency: IdempotencyRequest },
    reason?: string,
  ) => {
    const { caller, idempotency, requestId } = request;
    const orderId = request.params.id;
    const answer = await claimed<Order>(dependencies, idempotency, async () => {
      const commandId = derivedId('cmd', requestKeyOf(idempotency));
      const before = await find(orderId, caller);
      if (await isToBeGiven(before, name, commandId)) {
        const given = { by: caller.keyId, requestId, commandId, ...(reason === undefined ? {} : { reason }) };
        await gateway.command(orderId, name, given, before);
      }
      return { status: 200, body: await show(await find(orderId, caller), request) };
    });
    return { ...answer, status: 200 as const, ...(await accountTime(database, answer.body.accountId)) };
  };

  /**
   * False where the command took effect before, in a request that got no answer; the order may have moved on since. Throws
   * where it is not possible.
   */
  const isToBeGiven = async (
    order: OrderDocument,
    name: GatewayCommand,
    commandId: string,
  ): Promise<boolean> => {
    // One may have been recorded since.
    if (order.state === 'awaiting_agreement' && name === 'confirm') return true;
    try {
      assertLegal(order, name);
      return true;
    } catch (refusal) {
      if ((await database.models.audit.exists({ commandId })) !== null) return false;
      throw refusal;
    }
  };

  return {
    placeOrder: async (request) => {
      const { body, caller, idempotency } = request;
      assertMayUse(caller, body.channel);
      // Before the key is looked up: what is kept under it must not tell an account that exists from one that does not.
      const account = await readAccount(database, caller, body.accountId);
      const answer = await once<Order>(dependencies, idempotency, actorOf(request), async (unit) => {
        const order = await placeOrder(unit, body, {
          catalogues: dependencies.catalogues,
          encryptor: dependencies.encryptor,
          placedByOperator: caller.roles.includes('operator'),
        });
        return { status: 201, body: newOrderView(dependencies, order, request) };
      });
      return { ...answer, status: 201, ...timeOf(account) };
    },
    listOrders: listOrders(dependencies),
    getOrder: async (request) => {
      const order = await find(request.params.id, request.caller);
      return {
        status: 200,
        body: await show(order, request),
        ...(await accountTime(database, order.accountId)),
      };
    },
    getOrderTimeline: getOrderTimeline(dependencies, find),
    confirmOrder: {
      load: subject,
      handle: (request) =>
        withAgreementTask(dependencies, request.params.id, () => command('confirm', request)),
    },
    cancelOrder: { load: subject, handle: (request) => command('cancel', request, request.body.reason) },
    holdOrder: { load: subject, handle: (request) => command('hold', request, request.body.reason) },
    renewOrder: {
      load: subject,
      handle: async (request) => {
        const { params, body, caller, idempotency } = request;
        const answer = await once<Order>(dependencies, idempotency, actorOf(request), async (unit) => {
          const renewal = await renewOrder(unit, params.id, body, {
            catalogues: dependencies.catalogues,
            encryptor: dependencies.encryptor,
            placedByOperator: caller.roles.includes('operator'),
            ...(isCustomer(caller) ? { channel: 'online' } : {}),
          });
          return { status: 201, body: newOrderView(dependencies, renewal, request) };
        });
        return { ...answer, status: 201, ...(await subject(request)) };
      },
    },
    releaseOrder: { load: subject, handle: (request) => command('release', request, request.body.note) },
  };
}
