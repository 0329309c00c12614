/**
 * The activities of an order's workflow. Each is one transition in one transaction, safe to run again, and answers with
 * the order as it is afterwards.
 */
import {
  cancel,
  closeRefunded,
  complete,
  confirm,
  expirePayment,
  hold,
  passAgreementGate,
  release,
} from '../src/orders/commands.ts';
import { startFulfilment, updateLines } from '../src/orders/commands.ts';
import { serve, tookEffect } from '../src/orders/serve.ts';
import type { ServiceRequest } from '../src/orders/service-records.ts';
import { creditLines } from '../src/orders/credit-lines.ts';
import { meetDeadline } from '../src/orders/meet-deadline.ts';
import { readOrderView, type OrderDependencies } from '../src/orders/read-order-view.ts';
import {
  transition,
  TransitionConflict,
  type TransitionContext,
  type TransitionEffect,
} from '../src/orders/transition.ts';
import type { OrderCommand } from '../src/domain/order/states.ts';
import type { OrderView } from '../src/domain/order/view.ts';
import { SYSTEM, type Actor } from '../src/persistence/unit-of-work.ts';

interface Numbered {
  readonly orderId: string;
  readonly sequence: number;
}

interface Commanded extends Numbered {
  readonly by: string;
  readonly requestId: string;
  readonly commandId: string;
  readonly reason?: string;
}

export interface TransitionResult {
  /** The number belonged to another transition: nothing was changed, the view tells how the order is. */
  readonly conflict: boolean;
  readonly view: OrderView;
}

export interface OrderActivities {
  readOrder(input: { orderId: string }): Promise<OrderView>;
  /** Notes which run looks after the order, and reads it. */
  adoptOrder(input: { orderId: string; runId: string }): Promise<OrderView>;
  passAgreementGate(input: Numbered): Promise<TransitionResult>;
  startFulfilment(input: Numbered): Promise<TransitionResult>;
  expirePayment(input: Numbered): Promise<TransitionResult>;
  meetDeadline(input: Numbered & { deadlineId: string }): Promise<TransitionResult>;
  creditLines(input: Numbered): Promise<TransitionResult>;
  updateLines(input: Numbered): Promise<TransitionResult>;
  completeOrder(input: Numbered): Promise<TransitionResult>;
  confirmOrder(input: Commanded): Promise<TransitionResult>;
  cancelOrder(input: Commanded): Promise<TransitionResult>;
  holdCrediting(input: Commanded): Promise<TransitionResult>;
  releaseCrediting(input: Commanded): Promise<TransitionResult>;
  /** A command on one of the order's services; one that took effect before changes nothing. */
  serveOrder(input: Commanded & ServiceRequest): Promise<TransitionResult>;
  closeRefunded(input: Numbered): Promise<TransitionResult>;
}

type Effect = (context: TransitionContext) => Promise<TransitionEffect>;

export function createOrderActivities(dependencies: OrderDependencies): OrderActivities {
  const make = async (
    command: OrderCommand,
    { orderId, sequence }: Numbered,
    effect: Effect,
    request: { about: string; actor: Actor; commandId?: string; reason?: string } = {
      about: '',
      actor: SYSTEM,
    },
  ): Promise<TransitionResult> => {
    let conflict = false;
    try {
      await transition(dependencies, { orderId, sequence, command, ...request }, effect);
    } catch (error) {
      if (!(error instanceof TransitionConflict)) throw error;
      conflict = true;
    }
    return { conflict, view: await readOrderView(dependencies, orderId) };
  };

  const commanded = (command: OrderCommand, effect: Effect) => (input: Commanded) =>
    make(command, input, effect, {
      about: input.commandId,
      commandId: input.commandId,
      actor: { by: input.by, requestId: input.requestId },
      ...(input.reason === undefined ? {} : { reason: input.reason }),
    });

  return {
    readOrder: ({ orderId }) => readOrderView(dependencies, orderId),
    adoptOrder: async ({ orderId, runId }) => {
      await dependencies.database.models.orders.updateOne(
        { _id: orderId },
        { $set: { workflowRunId: runId } },
      );
      return readOrderView(dependencies, orderId);
    },
    passAgreementGate: (input) => make('pass_agreement_gate', input, passAgreementGate),
    startFulfilment: (input) => make('start_fulfilment', input, startFulfilment),
    expirePayment: (input) => make('expire_payment', input, expirePayment),
    meetDeadline: (input) =>
      make('meet_deadline', input, (context) => meetDeadline(context, input.deadlineId), {
        about: input.deadlineId,
        actor: SYSTEM,
      }),
    creditLines: (input) => make('credit', input, creditLines),
    updateLines: (input) => make('update_lines', input, updateLines),
    completeOrder: (input) => make('complete', input, complete),
    confirmOrder: commanded('confirm', confirm),
    cancelOrder: commanded('cancel', cancel),
    holdCrediting: commanded('hold', hold),
    releaseCrediting: commanded('release', release),
    serveOrder: async (input) => {
      const view = await readOrderView(dependencies, input.orderId);
      if (await tookEffect(dependencies.database, input.orderId, input, view.now)) {
        return { conflict: false, view };
      }
      return commanded('serve', (context) => serve(context, input))(input);
    },
    closeRefunded: (input) => make('close_refunded', input, closeRefunded),
  };
}
