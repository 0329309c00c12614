/**
 * Gives commands to the workflow of an order and waits for their verdict. An order whose workflow does not run, yet or any
 * more, is started from the record with the command.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import {
  cancelOrder,
  confirmOrder,
  holdCrediting,
  releaseCrediting,
  updateService,
  type CommandInput,
  type ServiceCommandInput,
} from '../../workflows/messages.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { OrderCommand } from '../domain/orders/states.ts';
import { DomainError } from '../domain/errors.ts';
import type { OrderId } from '../domain/ids.ts';
import type { OrderCommands, WorkflowCommand } from '../application/orders/order-commands.ts';
import { assertLegal } from '../application/orders/legal-commands.ts';
import type { Database } from '../storage/database.ts';
import type { OrderDocument } from '../storage/collections/orders.ts';
import { newId, sha256Hex } from '../infra/ids.ts';
import { orderStart } from './start-options/order.ts';
import { COMMAND_LIMITS, CommandQueue, type CommandLimits } from './command-queue.ts';
import { WorkflowStarter } from './workflow-starter.ts';
import { RunEndedError, unanswered } from './update-outcome.ts';

export interface Timeouts {
  /** How long a caller waits for a verdict before it gets `unavailable` (api.md §1). */
  readonly verdictMs: number;
  /** How long the relay and the advance of a sandbox's clock wait until an order has done what was due. */
  readonly processDueMs: number;
}

const DEFAULT_TIMEOUTS: Timeouts = { verdictMs: 5_000, processDueMs: 60_000 };
/** No command takes longer, its wait for its turn and for its verdict together. */
const COMMAND_LIMIT_MS = 30_000;
/** Between two tries of a command that the workflow could not take. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;

/** The history of a run holds an id five times. This many hexadecimal digits tell a thousand updates of one run apart. */
const UPDATE_ID_LENGTH = 24;

const COMMAND_UPDATES = {
  confirm: confirmOrder,
  cancel: cancelOrder,
  hold: holdCrediting,
  release: releaseCrediting,
} as const satisfies Record<WorkflowCommand, UpdateDefinition<unknown, [CommandInput]>>;

export interface OrderGatewayOptions {
  readonly client: Client;
  readonly database: Database;
  readonly taskQueue: string;
  readonly timeouts?: Partial<Timeouts>;
  readonly limits?: Partial<CommandLimits>;
}

export class OrderGateway implements OrderCommands {
  readonly workflowStarter: WorkflowStarter;
  private readonly timeouts: Timeouts;
  private readonly queue: CommandQueue;

  constructor(private readonly options: OrderGatewayOptions) {
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    const waitMs = COMMAND_LIMIT_MS - this.timeouts.verdictMs;
    this.queue = new CommandQueue({ ...COMMAND_LIMITS, waitMs, ...options.limits });
    this.workflowStarter = new WorkflowStarter({ ...options, processDueMs: this.timeouts.processDueMs });
  }

  /**
   * Gives a command and waits for its verdict. The command's id makes a repeat the same command. Throws the refusal of
   * the order; `unavailable` when no worker answers in time, and then the outcome is unknown and the caller asks again;
   * an error of code `rate_limited` when it could not be given, and then it has no effect. `known`: the order as it was just read.
   */
  async command(
    orderId: OrderId,
    name: WorkflowCommand,
    input: CommandInput,
    known: OrderDocument | null = null,
  ): Promise<void> {
    await this.give({ orderId, known, name, input, definition: COMMAND_UPDATES[name] });
  }

  /** Gives a command on one of the order's services, as `command` does. */
  async updateService(orderId: OrderId, input: ServiceCommandInput): Promise<void> {
    await this.give({ orderId, name: 'update_service', input, definition: updateService });
  }

  private give<Input extends CommandInput>(command: Given<Input>): Promise<void> {
    return this.queue.run(command.orderId, () => this.giveInTurn(command));
  }

  private async giveInTurn<Input extends CommandInput>(command: Given<Input>): Promise<void> {
    const { commandId } = command.input;
    const until = Date.now() + this.timeouts.verdictMs;
    let updateId = sha256Hex(`${command.name}:${commandId}`).slice(0, UPDATE_ID_LENGTH);
    let known = command.known ?? null;
    for (let tries = 1, refusals = 0; ; tries += 1) {
      const begunAtMs = Date.now();
      try {
        await this.giveOnce(command, updateId, until - Date.now(), known);
        return;
      } catch (error) {
        if (!(error instanceof DomainError || error instanceof RunEndedError)) throw error;
        // It may have taken effect in a run that could not answer any more: then it is no longer possible, and done.
        if (await this.tookEffect(command)) return;
        if (isTransient(error)) {
          const pauseMs = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
          // Another attempt of the same length would be cut off, and its outcome would be unknown.
          const tookMs = Date.now() - begunAtMs;
          if (Date.now() + pauseMs + tookMs >= until) throw asAnswer(error, command.orderId);
          await delay(pauseMs);
        } else {
          refusals += 1;
          if (refusals > 1 || isUnavailable(error)) throw error;
        }
        known = null;
        // Temporal retains the first verdict of an update id. A command that was refused is given again under a new id.
        updateId = newId('cmd');
      }
    }
  }

  private async giveOnce<Input extends CommandInput>(
    { orderId, name, input, definition }: Given<Input>,
    updateId: string,
    withinMs: number,
    known: OrderDocument | null,
  ): Promise<void> {
    const workflowId = workflowIdOf('order', orderId);
    const record = known === null ? null : orderStart(known);
    if (
      await this.workflowStarter.update(workflowId, definition, { input, updateId, withinMs, known: record })
    )
      return;
    const order = await this.options.database.models.orders.findById(orderId).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
    assertLegal(order, name);
    throw new RunEndedError('the record of the order became active again meanwhile');
  }

  private async tookEffect({ orderId, input }: Given<CommandInput>): Promise<boolean> {
    const { audit } = this.options.database.models;
    return (await audit.exists({ orderId, commandId: input.commandId })) !== null;
  }
}

interface Given<Input extends CommandInput> {
  readonly orderId: OrderId;
  /** As it was just read, where it was. */
  readonly known?: OrderDocument | null;
  readonly name: OrderCommand;
  readonly input: Input;
  readonly definition: UpdateDefinition<unknown, [Input]>;
}

function isUnavailable(error: Error): boolean {
  return error instanceof DomainError && error.code === 'unavailable';
}

/** Transient: the same command may be taken a moment later. */
function isTransient(error: DomainError | RunEndedError): boolean {
  return error instanceof RunEndedError || error.key === 'order_crowded' || error.key === 'order_busy';
}

/** The error for a command that did not succeed in time. */
function asAnswer(error: DomainError | RunEndedError, orderId: OrderId): DomainError {
  return error instanceof RunEndedError ? unanswered() : new DomainError('order_crowded', { orderId });
}
