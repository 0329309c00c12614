/**
 * The activities of an order's workflow. Each reads the order or changes it in one transaction, is safe to repeat, and
 * returns the order as it is afterwards.
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
import { isServiceUpdated, updateService } from '../src/application/entitlements/services/update-service.ts';
import { creditLines } from '../src/application/entitlements/credit-lines.ts';
import { meetDeadline } from '../src/application/entitlements/meet-deadline.ts';
import { adoptOrder, readOrderView } from '../src/application/orders/read-order-view.ts';
import {
  transition,
  TransitionConflict,
  type EffectOf,
  type FollowingStep,
  type TransitionRequest,
} from '../src/application/orders/transition.ts';
import { pauseAfterSliceMs } from '../src/domain/orders/credit-slices.ts';
import type { OrderId } from '../src/domain/ids.ts';
import type { OrderCommand } from '../src/domain/orders/states.ts';
import { Lanes } from '../src/infra/lanes.ts';
import { failureKindOf } from '../src/temporal/failure-kinds.ts';
import { SYSTEM } from '../src/storage/actor.ts';
import type {
  CommandTransition,
  OrderActivities,
  OrderRecord,
  TransitionResult,
} from '../workflows/order-activities.ts';
import { operatorViewsOf, type RecordActivityDependencies } from './record-dependencies.ts';

/** Follows the start of a paid order in the same transaction, unless the order is held or a deadline has passed. */
const CREDITING: FollowingStep = { command: 'credit', effectOf: creditLines };

/** A crediting that takes longer no longer holds up those behind it. */
const LANE_MS = 5_000;

/** `pause` waits for a number of milliseconds. */
export function createOrderActivities(
  dependencies: RecordActivityDependencies,
  pause: (ms: number) => Promise<unknown> = delay,
): OrderActivities {
  // Creditings of one account conflict in MongoDB: in a lane they wait for each other instead.
  const lanes = new Lanes(LANE_MS);
  const operatorViews = operatorViewsOf(dependencies);
  const read = async (orderId: OrderId, runId?: string): Promise<OrderRecord> =>
    operatorViews.ofOrder(
      await (runId === undefined
        ? readOrderView(dependencies, orderId)
        : adoptOrder(dependencies, orderId, runId)),
    );

  const applyTransition = async (
    command: OrderCommand,
    { orderId, sequence }: Pick<CommandTransition, 'orderId' | 'sequence'>,
    effect: EffectOf,
    request: Omit<TransitionRequest, 'orderId' | 'sequence' | 'command'> = { about: '', actor: SYSTEM },
    following?: FollowingStep,
  ): Promise<TransitionResult> => {
    const requested = { orderId, sequence, command, ...request };
    try {
      const after = await transition(dependencies, requested, effect, following);
      return { conflict: false, view: await operatorViews.ofOrder(after) };
    } catch (error) {
      if (!(error instanceof TransitionConflict)) throw error;
      return { conflict: true, view: await read(orderId, request.runId) };
    }
  };

  const commanded = (command: OrderCommand, effect: EffectOf) => (input: CommandTransition) =>
    applyTransition(command, input, effect, {
      about: input.commandId,
      commandId: input.commandId,
      actor: { by: input.by, requestId: input.requestId },
      ...(input.unlessDue === undefined ? {} : { unlessDue: input.unlessDue }),
      ...(input.runId === undefined ? {} : { runId: input.runId }),
      ...(input.reason === undefined ? {} : { reason: input.reason }),
    });

  /** Applies a transition. After one that credited a part of an order, pauses so that others get the servers. */
  const paced = async (transit: () => Promise<TransitionResult>): Promise<TransitionResult> => {
    const begun = performance.now();
    const result = await transit();
    const tookMs = performance.now() - begun;
    if (!result.conflict && result.view.step?.command === 'credit') await pause(pauseAfterSliceMs(tookMs));
    return result;
  };

  return {
    readOrder: ({ orderId }) => read(orderId),
    adoptOrder: ({ orderId, runId }) => read(orderId, runId),
    passAgreementCheck: (input) => applyTransition('pass_agreement_check', input, passAgreementCheck),
    startFulfilment: async (input) => {
      try {
        return await paced(() =>
          lanes.run(input.accountId, () =>
            applyTransition('start_fulfilment', input, startFulfilment, undefined, CREDITING),
          ),
        );
      } catch (error) {
        // A crediting that fails for good must not prevent the steps before it.
        if (failureKindOf(error) === 'transient') throw error;
        return applyTransition('start_fulfilment', input, startFulfilment);
      }
    },
    expirePayment: (input) => applyTransition('expire_payment', input, expirePayment),
    meetDeadline: (input) =>
      applyTransition('meet_deadline', input, (context) => meetDeadline(context, input.deadlineId), {
        about: input.deadlineId,
        actor: SYSTEM,
      }),
    creditLines: (input) =>
      paced(() => lanes.run(input.accountId, () => applyTransition('credit', input, creditLines))),
    updateLines: (input) => applyTransition('update_lines', input, updateLines),
    completeOrder: (input) => applyTransition('complete', input, completeOrder),
    confirmOrder: commanded('confirm', confirmOrder),
    cancelOrder: commanded('cancel', cancelOrder),
    holdCrediting: commanded('hold', holdCrediting),
    releaseCrediting: commanded('release', releaseCrediting),
    updateService: async (input) => {
      const found = await readOrderView(dependencies, input.orderId);
      if (await isServiceUpdated(dependencies.database, input.orderId, input, found.view.now)) {
        return {
          conflict: false,
          view:
            input.runId === undefined
              ? await operatorViews.ofOrder(found)
              : await read(input.orderId, input.runId),
        };
      }
      return commanded('update_service', (context) => updateService(context, input))(input);
    },
    closeRefunded: (input) => applyTransition('close_refunded', input, closeRefunded),
  };
}
