/**
 * One order, from placing until nothing of it can change with time. The workflow holds no truth: it reads the record,
 * takes the step that is due, and waits for a message or for the next stored deadline. It can be lost and started again
 * at any point, and goes on from the record.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type { PublicServiceCommand } from '../src/domain/entitlements/service-states.ts';
import { isTerminal, type OrderCommand } from '../src/domain/order/states.ts';
import type { OrderView } from '../src/domain/order/view.ts';
import type { TransitionResult } from '../activities/order-activities.ts';
import { setAlarm, type Alarm } from './alarm.ts';
import * as messages from './messages.ts';
import { Mutex } from './mutex.ts';
import { orderActivities, type Transition } from './order-activities.ts';
import { assertPossible } from './order-commands.ts';
import { detailsOf, waitingFor } from './order-details.ts';
import { refusedSignalLine, serviceSignalOf } from './service-signals.ts';
import { searchAttributesOf } from './order-search-attributes.ts';
import { transitionOf } from './order-steps.ts';
import { refusal, refusalIn } from './refusal.ts';

export interface OrderInput {
  readonly orderId: string;
}

/** A run refuses its 2,001st update; it hands over to a new one well before. */
const UPDATES_PER_RUN = 1_000;
/** Clocks differ a little: a timer that fires before its deadline looks again after this. */
const SHORTEST_WAIT_MS = 1_000;
/** A step that the record refuses is tried again after this, or when the record changes. */
const BLOCKED_WAIT_MS = 60_000;

export async function order({ orderId }: OrderInput): Promise<OrderView> {
  const mutex = new Mutex();
  // What has begun is finished even when the run is cancelled. A scope that can be cancelled would moreover keep
  // something of each activity that ever ran in it.
  const shield = new CancellationScope({ cancellable: false });
  let view: OrderView | null = null;
  /** The view on which the main loop last found nothing left to do. */
  let seen: OrderView | null = null;
  /** The record may have moved on since it was last seen. */
  let stale = false;
  let updates = 0;
  /** The last signal that changed nothing, for who looks for its effect. */
  let refusedSignal: string | null = null;
  // Whether the record or this run's view of it has moved on from what the main loop saw. One function for every wait,
  // for a run keeps those of past waits too.
  const hasNews = (): boolean => stale || view !== seen;

  // Before the handlers: what came in with the start of a run has its turn after this.
  const adopted = inTurn(async () =>
    show(await orderActivities.adoptOrder({ orderId, runId: workflowInfo().runId })),
  );
  setHandler(messages.orderView, () => view);
  setHandler(messages.recordChanged, () => {
    stale = true;
  });
  setHandler(messages.catchUp, () => {
    updates += 1;
    stale = true;
    return inTurn(settle);
  });
  setCommand(messages.confirmOrder, 'confirm', orderActivities.confirmOrder);
  setCommand(messages.cancelOrder, 'cancel', orderActivities.cancelOrder);
  setCommand(messages.holdCrediting, 'hold', orderActivities.holdCrediting);
  setCommand(messages.releaseCrediting, 'release', orderActivities.releaseCrediting);
  setCommand(messages.serveOrder, 'serve', orderActivities.serveOrder);
  setServiceSignal(messages.startService, 'start');
  setServiceSignal(messages.deliverService, 'deliver');
  setServiceSignal(messages.acceptService, 'accept');
  setServiceSignal(messages.rejectService, 'reject');

  await adopted;
  for (;;) {
    const current = await inTurn(settle);
    seen = current;
    const isOver = isTerminal(current.state) && current.step === null;
    if (isOver || updates >= UPDATES_PER_RUN || workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      if (!isOver) await continueAsNew<typeof order>({ orderId });
      // A message that came in meanwhile is heard first.
      if (!hasNews()) return current;
    } else {
      const alarm = alarmOf(current);
      await condition(hasNews);
      alarm?.cancel();
    }
  }

  /** Handlers and the main loop change the same order: one at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    return mutex.run(() => shield.run(work));
  }

  /** The order as it is, without asking the record where nothing hints that it moved. */
  async function look(): Promise<OrderView> {
    if (view !== null && !stale) return view;
    stale = false;
    return show(await orderActivities.readOrder({ orderId }));
  }

  function show(next: OrderView): OrderView {
    const shown = view === null ? [] : searchAttributesOf(view);
    const attributes = searchAttributesOf(next);
    if (JSON.stringify(attributes) !== JSON.stringify(shown)) upsertSearchAttributes(attributes);
    setCurrentDetails(detailsOf(next, refusedSignal));
    view = next;
    return next;
  }

  /** Makes one transition on the order as last seen, and sees it as it is then. */
  async function make(current: OrderView, transition: Transition): Promise<TransitionResult> {
    const result = await transition(current.sequence + 1);
    if (result.conflict) log.warn('the record moved on without this run', { sequence: current.sequence });
    show(result.view);
    return result;
  }

  /** Takes steps until the order can only wait. A step that the record refuses is left for later. */
  async function settle(): Promise<OrderView> {
    let current: OrderView;
    do {
      current = await look();
      for (let step = current.step; step !== null; step = current.step) {
        try {
          current = (await make(current, transitionOf(orderId, step))).view;
        } catch (error) {
          if (refusalIn(error) === undefined) throw error;
          log.error('a step was refused', { step: step.command, error });
          return current;
        }
      }
    } while (stale);
    return current;
  }

  /** Makes a commanded transition: what is due goes before what is asked (rules §8.6), and the verdict is the record's. */
  function carryOut(transition: Transition): Promise<OrderView> {
    updates += 1;
    stale = true;
    return inTurn(async () => {
      try {
        for (let tries = 0; tries < 3; tries += 1) {
          const result = await make(await settle(), transition);
          if (!result.conflict) return result.view;
        }
      } catch (error) {
        throw refusalIn(error) ?? error;
      }
      throw refusal('order_busy', { orderId });
    });
  }

  /** Serves a command of the API, which waits for the verdict. */
  function setCommand<Input extends messages.CommandInput>(
    definition: UpdateDefinition<OrderView, [Input]>,
    name: OrderCommand,
    activity: (input: Input & { orderId: string; sequence: number }) => Promise<TransitionResult>,
  ): void {
    const handler = (input: Input): Promise<OrderView> =>
      carryOut((sequence) => activity({ orderId, sequence, ...input }));
    const validator = (_input: Input): void => {
      if (view !== null) assertPossible(view, name);
    };
    setHandler(definition, handler, { validator });
  }

  /** Serves a signal of a person or a script. Nobody waits for a verdict: a refusal is shown and changes nothing. */
  function setServiceSignal(
    definition: SignalDefinition<[messages.ServiceSignalInput]>,
    command: PublicServiceCommand,
  ): void {
    setHandler(definition, async (sent) => {
      try {
        const input = serviceSignalOf(sent);
        if (input === null) throw refusal('validation_failed', { signal: definition.name });
        const request = { ...input, command, requestId: definition.name, commandId: uuid4() };
        await carryOut((sequence) => orderActivities.serveOrder({ orderId, sequence, ...request }));
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        log.warn('a signal was refused', { signal: definition.name, error });
        refusedSignal = refusedSignalLine(definition.name, error);
        if (view !== null) show(view);
      }
    });
  }

  /** What wakes an order that nobody calls: a step to try again, or its next deadline. Then the record is due for a look. */
  function alarmOf(current: OrderView): Alarm | null {
    const { step, sandbox, nextDeadline } = current;
    const ring = (): void => {
      stale = true;
    };
    if (step !== null) return setAlarm(BLOCKED_WAIT_MS, `tries ${step.command} again`, ring);
    if (sandbox || nextDeadline === null) return null;
    const waitMs = Math.max(SHORTEST_WAIT_MS, Date.parse(nextDeadline.at) - Date.now());
    return setAlarm(waitMs, `waits for ${waitingFor(current)}`, ring);
  }
}
