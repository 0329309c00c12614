/**
 * How the rest of the system reaches the workflow of an order: start it, tell it that the record changed, give it a command.
 * An order whose workflow is gone is started again from the record.
 */
import {
  ApplicationFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import {
  cancelOrder,
  catchUp,
  confirmOrder,
  holdCrediting,
  recordChanged,
  releaseCrediting,
  serveOrder,
} from '../../workflows/messages.ts';
import type { CommandInput, ServiceCommandInput } from '../../workflows/messages.ts';
import type { order as orderWorkflow } from '../../workflows/order.ts';
import type { JsonObject } from '../domain/json.ts';
import { CUSTOMER_ID, ORDER_PHASE, ORDER_STATUS, SALES_TEAM } from '../domain/search-attributes.ts';
import { isTerminal, phaseOf, type OrderCommand } from '../domain/order/states.ts';
import { DomainError, REFUSALS, type RefusalKey } from '../domain/refusals.ts';
import { assertLegal } from '../orders/transition.ts';
import { orderWorkflowId } from '../orders/workflow-id.ts';
import type { Database } from '../persistence/database.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import { newId, sha256Hex } from '../platform/ids.ts';

export interface Patience {
  /** How long a caller waits for a verdict before it is told that Temporal is away (api.md §1). */
  readonly verdictMs: number;
  /** How long the relay and a moved clock wait until an order has done what was due. */
  readonly catchUpMs: number;
}

const PATIENCE: Patience = { verdictMs: 5_000, catchUpMs: 60_000 };

export const COMMAND_UPDATES = {
  confirm: confirmOrder,
  cancel: cancelOrder,
  hold: holdCrediting,
  release: releaseCrediting,
} as const;
export type GatewayCommand = keyof typeof COMMAND_UPDATES;

export interface OrderGatewayOptions {
  readonly client: Client;
  readonly database: Database;
  readonly taskQueue: string;
  readonly patience?: Patience;
}

export class OrderGateway {
  private readonly patience: Patience;

  constructor(private readonly options: OrderGatewayOptions) {
    this.patience = options.patience ?? PATIENCE;
  }

  /** Starts the order's workflow, or finds the one that runs. An order that is over needs none. */
  async start(orderId: string): Promise<void> {
    const order = await this.options.database.models.orders.findById(orderId).lean();
    if (order !== null && needsWorkflow(order)) await this.startFor(order);
  }

  /** Tells the order that its record changed. Of a sandbox, waits until the order has done what follows. */
  async poke(orderId: string, because: string): Promise<void> {
    const order = await this.options.database.models.orders.findById(orderId).lean();
    if (order === null) return;
    if (order.sandbox) {
      await this.catchUp(orderId);
      return;
    }
    try {
      await this.handle(orderId).signal(recordChanged, because);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      // The new run begins by looking at the record. It may have ended because the order did: read again.
      await this.start(orderId);
    }
  }

  /** Lets the order do all that is due by now and waits until it is done. */
  async catchUp(orderId: string): Promise<void> {
    await this.starting(orderId, () => this.catchUpRunning(orderId));
  }

  /**
   * Gives a command and waits for its verdict. The command's id makes a repeat the same command. Throws the refusal of
   * the order, or `unavailable` when no worker answers in time; then the outcome is unknown and the caller asks again.
   */
  async command(orderId: string, name: GatewayCommand, input: CommandInput): Promise<void> {
    await this.give(orderId, name, input.commandId, (updateId) =>
      this.handle(orderId).executeUpdate(COMMAND_UPDATES[name], { args: [input], updateId }),
    );
  }

  /** Gives a command on one of the order's services, as `command` does. */
  async serve(orderId: string, input: ServiceCommandInput): Promise<void> {
    await this.give(orderId, 'serve', input.commandId, (updateId) =>
      this.handle(orderId).executeUpdate(serveOrder, { args: [input], updateId }),
    );
  }

  private async give(
    orderId: string,
    name: OrderCommand,
    commandId: string,
    update: (updateId: string) => Promise<unknown>,
  ): Promise<void> {
    try {
      await this.giveOnce(orderId, name, commandId, () => update(sha256Hex(`${name}:${commandId}`)));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
      // An update's id has its first verdict for ever, and a refusal is none: it is asked for anew (api.md §1).
      await this.giveOnce(orderId, name, commandId, () => update(newId('cmd')));
    }
  }

  private async giveOnce(
    orderId: string,
    name: OrderCommand,
    commandId: string,
    update: () => Promise<unknown>,
  ): Promise<void> {
    const give = () => this.within(this.patience.verdictMs, update);
    try {
      await this.starting(orderId, give, (order) => assertLegal(order, name));
    } catch (error) {
      // It may have taken effect in a run that could not answer any more: then it is no longer possible, and done.
      const { audit } = this.options.database.models;
      if (error instanceof DomainError && (await audit.exists({ orderId, commandId })) !== null) return;
      throw error;
    }
  }

  private handle(orderId: string) {
    return this.options.client.workflow.getHandle(orderWorkflowId(orderId));
  }

  /** Does `work`; where the workflow is gone though the order is not over, starts it from the record and tries again. */
  private async starting(
    orderId: string,
    work: () => Promise<void>,
    whenOver: (order: OrderDocument) => void = () => undefined,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const order = await this.options.database.models.orders.findById(orderId).lean();
      if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
      if (!needsWorkflow(order)) {
        whenOver(order);
        return;
      }
      await this.startFor(order);
      await work();
    }
  }

  private async catchUpRunning(orderId: string): Promise<void> {
    await this.within(this.patience.catchUpMs, () => this.handle(orderId).executeUpdate(catchUp));
  }

  private async within(deadlineMs: number, work: () => Promise<unknown>): Promise<void> {
    try {
      await this.options.client.withDeadline(Date.now() + deadlineMs, work);
    } catch (error) {
      throw meaningOf(error);
    }
  }

  private async startFor(order: OrderDocument): Promise<void> {
    const { client, taskQueue } = this.options;
    await client.workflow.start<typeof orderWorkflow>('order', {
      workflowId: orderWorkflowId(order._id),
      taskQueue,
      args: [{ orderId: order._id }],
      // The record decides whether an order still lives; a run that was lost is followed by another.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary:
        `${order.productLine}: ${order.lines.map(({ quantity, sku }) => `${quantity} × ${sku}`).join(', ')}`.slice(
          0,
          200,
        ),
      staticDetails: `Order ${order._id} of account ${order.accountId}, placed ${order.placedAt}.`,
      // One team's bulk import must not starve the others.
      priority: { fairnessKey: order.salesTeam.slice(0, 64) },
      typedSearchAttributes: new TypedSearchAttributes([
        { key: ORDER_STATUS, value: order.state },
        { key: ORDER_PHASE, value: phaseOf(order.state) },
        { key: CUSTOMER_ID, value: order.accountId },
        { key: SALES_TEAM, value: order.salesTeam },
      ]),
    });
  }
}

/** An order that is over needs no workflow, unless money revived it (rules §8.4). */
export function needsWorkflow(order: OrderDocument): boolean {
  return !isTerminal(order.state) || (order.state === 'payment_expired' && order.payment !== null);
}

/** What a failed update means to the caller. */
function meaningOf(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new DomainError('unavailable', { service: 'Temporal' });
  }
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) {
    const { cause } = error;
    if (cause instanceof ApplicationFailure && cause.type === 'Refusal') return refusalOf(cause) ?? error;
  }
  return error;
}

function refusalOf(failure: ApplicationFailure): DomainError | undefined {
  const [detail] = failure.details ?? [];
  if (!isRefusalDetail(detail)) return undefined;
  return new DomainError(
    detail.refusal,
    detail.evidence,
    detail.rule === undefined ? {} : { rule: detail.rule },
  );
}

function isRefusalDetail(
  value: unknown,
): value is { refusal: RefusalKey; evidence: JsonObject; rule?: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'refusal' in value &&
    typeof value.refusal === 'string' &&
    value.refusal in REFUSALS
  );
}
