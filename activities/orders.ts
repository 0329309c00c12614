/**
 * The activities of an order's workflow. Each is one transition in one transaction, safe to run again, and answers with
 * the order as it is afterwards.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { cancelOrder } from '../src/application/orders/cancel-order.ts';
import { closeRefunded, completeOrder } from '../src/application/orders/close-order.ts';
import { confirmOrder } from '../src/application/orders/confirm-order.ts';
import { expirePayment } from '../src/application/orders/payment-window.ts';
import { holdCrediting, releaseCrediting } from '../src/application/orders/hold-crediting.ts';
import { passAgreementCheck } from '../src/application/orders/pass-agreement-check.ts';
import { startFulfilment } from '../src/application/orders/start-fulfilment.ts';
import { updateLines } from '../src/application/orders/update-lines.ts';
import { tookEffect, updateService } from '../src/application/entitlements/services/update-service.ts';
import type { ServiceRequest } from '../src/application/entitlements/services/service-records.ts';
import { creditLines } from '../src/application/entitlements/credit-lines.ts';
import { meetDeadline } from '../src/application/entitlements/meet-deadline.ts';
import {
  adoptOrder,
  readOrderView,
  type OrderDependencies,
} from '../src/application/orders/read-order-view.ts';
import {
  transition,
  TransitionConflict,
  type EffectOf,
  type FollowingStep,
  type TransitionRequest,
} from '../src/application/orders/transition.ts';
import type { AccountId, OrderId } from '../src/domain/ids.ts';
import { pauseAfterSliceMs } from '../src/domain/orders/credit-slices.ts';
import type { OrderCommand } from '../src/domain/orders/states.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { Lanes } from '../src/infra/lanes.ts';
import { failureKindOf } from '../src/temporal/failure-kinds.ts';
import { SYSTEM } from '../src/storage/unit-of-work.ts';

interface Numbered {
  readonly orderId: OrderId;
  readonly sequence: number;
}

interface Credited extends Numbered {
  readonly accountId: AccountId;
}

interface Commanded {
  readonly orderId: OrderId;
  /** Null for whatever number is next: the command's id alone tells a repeat. */
  readonly sequence: number | null;
  /** The run that looks after the order, to be noted on it. */
  readonly runId?: string;
  readonly by: string;
  readonly requestId: string;
  readonly commandId: string;
  readonly reason?: string;
  /** There is a conflict while something is due by itself, which goes before. */
  readonly unlessDue?: boolean;
}

export interface TransitionResult {
  /** The number belonged to another transition: nothing was changed, the view tells how the order is. */
  readonly conflict: boolean;
  readonly view: OrderView;
}

export interface OrderActivities {
  readOrder(input: { orderId: OrderId }): Promise<OrderView>;
  /** Notes which run looks after the order, and reads it. */
  adoptOrder(input: { orderId: OrderId; runId: string }): Promise<OrderView>;
  passAgreementCheck(input: Numbered): Promise<TransitionResult>;
  /** Credits the order too, in the same transaction, where nothing stands against it. */
  startFulfilment(input: Credited): Promise<TransitionResult>;
  expirePayment(input: Numbered): Promise<TransitionResult>;
  meetDeadline(input: Numbered & { deadlineId: string }): Promise<TransitionResult>;
  creditLines(input: Credited): Promise<TransitionResult>;
  updateLines(input: Numbered): Promise<TransitionResult>;
  completeOrder(input: Numbered): Promise<TransitionResult>;
  confirmOrder(input: Commanded): Promise<TransitionResult>;
  cancelOrder(input: Commanded): Promise<TransitionResult>;
  holdCrediting(input: Commanded): Promise<TransitionResult>;
  releaseCrediting(input: Commanded): Promise<TransitionResult>;
  /** A command on one of the order's services; one that took effect before changes nothing. */
  updateService(input: Commanded & ServiceRequest): Promise<TransitionResult>;
  closeRefunded(input: Numbered): Promise<TransitionResult>;
}

/** What follows the start of a paid order at once, unless it is held or a mark has passed. */
const CREDITING: FollowingStep = { command: 'credit', effectOf: creditLines };

/** A crediting that takes so long does not keep those behind it from trying. */
const LANE_MS = 5_000;

/** `pause` waits for so many milliseconds. */
export function createOrderActivities(
  dependencies: OrderDependencies,
  pause: (ms: number) => Promise<unknown> = delay,
): OrderActivities {
  // Creditings of one account exclude each other in the record: in a lane they wait instead of beginning in vain.
  const lanes = new Lanes(LANE_MS);
  const look = (orderId: OrderId, runId?: string): Promise<OrderView> =>
    runId === undefined ? readOrderView(dependencies, orderId) : adoptOrder(dependencies, orderId, runId);

  const make = async (
    command: OrderCommand,
    { orderId, sequence }: Pick<Commanded, 'orderId' | 'sequence'>,
    effect: EffectOf,
    request: Omit<TransitionRequest, 'orderId' | 'sequence' | 'command'> = { about: '', actor: SYSTEM },
    following?: FollowingStep,
  ): Promise<TransitionResult> => {
    const asked = { orderId, sequence, command, ...request };
    try {
      return { conflict: false, view: await transition(dependencies, asked, effect, following) };
    } catch (error) {
      if (!(error instanceof TransitionConflict)) throw error;
      return { conflict: true, view: await look(orderId, request.runId) };
    }
  };

  const commanded = (command: OrderCommand, effect: EffectOf) => (input: Commanded) =>
    make(command, input, effect, {
      about: input.commandId,
      commandId: input.commandId,
      actor: { by: input.by, requestId: input.requestId },
      ...(input.unlessDue === undefined ? {} : { unlessDue: input.unlessDue }),
      ...(input.runId === undefined ? {} : { runId: input.runId }),
      ...(input.reason === undefined ? {} : { reason: input.reason }),
    });

  /** Makes a transition. After one that credited a part of an order others have the servers to themselves for a while. */
  const paced = async (transit: () => Promise<TransitionResult>): Promise<TransitionResult> => {
    const begun = performance.now();
    const result = await transit();
    const tookMs = performance.now() - begun;
    if (!result.conflict && result.view.step?.command === 'credit') await pause(pauseAfterSliceMs(tookMs));
    return result;
  };

  return {
    readOrder: ({ orderId }) => readOrderView(dependencies, orderId),
    adoptOrder: ({ orderId, runId }) => adoptOrder(dependencies, orderId, runId),
    passAgreementCheck: (input) => make('pass_agreement_check', input, passAgreementCheck),
    startFulfilment: async (input) => {
      try {
        return await paced(() =>
          lanes.run(input.accountId, () =>
            make('start_fulfilment', input, startFulfilment, undefined, CREDITING),
          ),
        );
      } catch (error) {
        // A crediting that fails for good keeps the order from nothing that comes before it.
        if (failureKindOf(error) === 'passing') throw error;
        return make('start_fulfilment', input, startFulfilment);
      }
    },
    expirePayment: (input) => make('expire_payment', input, expirePayment),
    meetDeadline: (input) =>
      make('meet_deadline', input, (context) => meetDeadline(context, input.deadlineId), {
        about: input.deadlineId,
        actor: SYSTEM,
      }),
    creditLines: (input) => paced(() => lanes.run(input.accountId, () => make('credit', input, creditLines))),
    updateLines: (input) => make('update_lines', input, updateLines),
    completeOrder: (input) => make('complete', input, completeOrder),
    confirmOrder: commanded('confirm', confirmOrder),
    cancelOrder: commanded('cancel', cancelOrder),
    holdCrediting: commanded('hold', holdCrediting),
    releaseCrediting: commanded('release', releaseCrediting),
    updateService: async (input) => {
      const view = await readOrderView(dependencies, input.orderId);
      if (await tookEffect(dependencies.database, input.orderId, input, view.now)) {
        return {
          conflict: false,
          view: input.runId === undefined ? view : await look(input.orderId, input.runId),
        };
      }
      return commanded('update_service', (context) => updateService(context, input))(input);
    },
    closeRefunded: (input) => make('close_refunded', input, closeRefunded),
  };
}
