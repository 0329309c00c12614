/**
 * One order, from placing until nothing of it can change with time: the loop of every record, and the commands and signals
 * that an order takes besides.
 */
import { continueAsNew, log, setHandler, uuid4 } from '@temporalio/workflow';
import type { SignalDefinition, UpdateDefinition } from '@temporalio/common';
import type { PublicServiceCommand } from '../src/domain/entitlements/service-states.ts';
import type { OrderId } from '../src/domain/ids.ts';
import type { OrderStep } from '../src/domain/orders/next-step.ts';
import { isTerminal, type OrderCommand } from '../src/domain/orders/states.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { failureIn } from './failure.ts';
import * as messages from './messages.ts';
import {
  orderActivities,
  type CommandTarget,
  type Transition,
  type TransitionResult,
} from './order-activities.ts';
import { assertPossible } from './order-commands.ts';
import { detailsOf, waitingFor } from './order-details.ts';
import { EntityWorkflow, type Step } from './entity-workflow.ts';
import { refusedSignalLine, serviceSignalOf, SERVICE_SIGNALS } from './service-signals.ts';
import { searchAttributesOf } from './order-search-attributes.ts';
import { transitionOf } from './order-steps.ts';
import { refusal } from './refusal.ts';

export interface OrderInput {
  readonly orderId: OrderId;
  /** Signals that came while the run before this one ended, in order. */
  readonly signals?: readonly SentSignal[];
}

interface SentSignal {
  readonly name: string;
  readonly sent: unknown;
}

type Command = (given: CommandTarget) => Promise<TransitionResult>;

/** A command that others overtake so often has to be given again. */
const TRIES = 3;

export async function order({ orderId, signals = [] }: OrderInput): Promise<OrderView | null> {
  /** The last signal that changed nothing, for who looks for its effect. */
  let refusedSignal: string | null = null;
  /** For the next run. */
  const pendingSignals: SentSignal[] = [];

  const entity = new EntityWorkflow<OrderView>({
    read: (runId) =>
      runId === null
        ? orderActivities.readOrder({ orderId })
        : orderActivities.adoptOrder({ orderId, runId }),
    step: (view) => (view.step === null ? null : stepOf(view, view.step)),
    // Its number and the state table keep it from happening where it is not due.
    likelyStep: (view, reason) =>
      reason === 'payment.captured' ? stepOf(view, { command: 'start_fulfilment' }) : null,
    isOver: ({ state, step }) => isTerminal(state) && step === null,
    wakesAt: ({ sandbox, nextDeadline }) => (sandbox ? null : (nextDeadline?.at ?? null)),
    waitingFor,
    details: (view) => detailsOf(view, refusedSignal),
    searchAttributes: searchAttributesOf,
    continueAsNew: () => continueAsNew<typeof order>({ orderId, signals: pendingSignals }),
  });
  setHandler(messages.orderView, () => entity.view);
  setCommand(messages.confirmOrder, 'confirm', orderActivities.confirmOrder);
  setCommand(messages.cancelOrder, 'cancel', orderActivities.cancelOrder);
  setCommand(messages.holdCrediting, 'hold', orderActivities.holdCrediting);
  setCommand(messages.releaseCrediting, 'release', orderActivities.releaseCrediting);
  setCommand(messages.updateService, 'update_service', orderActivities.updateService);
  for (const [definition, command] of SERVICE_SIGNALS) setServiceSignal(definition, command);
  for (const { name, sent } of signals) {
    const known = SERVICE_SIGNALS.find(([definition]) => definition.name === name);
    if (known !== undefined) void handleSignal(name, known[1], sent);
  }
  return entity.untilOver();

  function stepOf(view: OrderView, step: OrderStep): Step<OrderView> {
    return { name: step.command, take: async () => (await applyTransition(transitionOf(view, step))).view };
  }

  /** Makes one transition on the order as last seen, and sees it as it is then. */
  async function applyTransition(transition: Transition): Promise<TransitionResult> {
    const sequence = entity.view?.sequence ?? 0;
    const result = await transition(sequence + 1);
    if (result.conflict) log.warn('the record moved on without this run', { sequence });
    return result;
  }

  /**
   * Makes a commanded transition, and the verdict is the record's. What is due goes before what is target (rules §8.6): the
   * record says so, and then the command is given again after it, also where that is blocked.
   */
  function execute(give: Command): Promise<OrderView> {
    return entity.inTurn(async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { conflict, view } = await entity.apply(() => give(target(tries === 0)));
        if (!conflict) return view;
        await entity.runDueSteps();
      }
      throw refusal('order_busy', { orderId });
    });
  }

  /** The first thing that a run does may be a command that came with its start: then it has not seen the order yet. */
  function target(unlessDue: boolean): CommandTarget {
    const { view, runToNote } = entity;
    const sequence = view === null ? null : view.sequence + 1;
    return { orderId, sequence, unlessDue, ...(runToNote === null ? {} : { runId: runToNote }) };
  }

  /** Serves a command of the API, which waits for the verdict. */
  function setCommand<Input extends messages.CommandInput>(
    definition: UpdateDefinition<OrderView, [Input]>,
    name: OrderCommand,
    activity: (input: Input & CommandTarget) => Promise<TransitionResult>,
  ): void {
    entity.setUpdate(
      definition,
      (input) => execute((given) => activity({ ...input, ...given })),
      () => {
        if (entity.view !== null) assertPossible(entity.view, name);
      },
    );
  }

  /** Serves a signal of a person or a script. */
  function setServiceSignal(
    definition: SignalDefinition<[messages.ServiceSignalInput]>,
    command: PublicServiceCommand,
  ): void {
    const { name } = definition;
    setHandler(definition, async (sent) => {
      if (entity.isClosing) pendingSignals.push({ name, sent });
      else await handleSignal(name, command, sent);
    });
  }

  /** Nobody waits for a verdict: a refusal is shown and changes nothing. */
  async function handleSignal(name: string, command: PublicServiceCommand, sent: unknown): Promise<void> {
    entity.noteMessage();
    try {
      const input = serviceSignalOf(sent);
      if (input === null) throw refusal('validation_failed', { signal: name });
      const request = { ...input, command, requestId: name, commandId: uuid4() };
      await execute((given) => orderActivities.updateService({ ...request, ...given }));
    } catch (error) {
      const failure = failureIn(error);
      if (failure === undefined) throw error;
      log.warn('a signal was refused', { signal: name, error });
      refusedSignal = refusedSignalLine(name, failure);
      entity.render();
    }
  }
}
