/**
 * One transition of an order: checks the workflow's sequence number and the state table, runs the command's effect, and
 * stores the new state with its side effects, all in one transaction.
 */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { movesByItself, type OrderStep } from '../../domain/orders/next-step.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { ORDER_COMMANDS, type OrderCommand } from '../../domain/orders/states.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { Actor } from '../../storage/actor.ts';
import { runTransaction } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { assertLegal } from './legal-commands.ts';
import { lineChanges } from './line-statuses.ts';
import { viewOfUnit, type OrderDependencies, type ViewedOrder } from './read-order-view.ts';

/** Thrown if the sequence number belongs to another transition or is not the next one: the caller's view is stale. */
export class TransitionConflict extends Error {
  override readonly name = 'TransitionConflict';
}

export interface TransitionRequest {
  readonly orderId: OrderId;
  readonly command: OrderCommand;
  /** Number of this transition: the order's sequence plus one. Null for a command that takes the next number. */
  readonly sequence: number | null;
  /** Id of the workflow run, to be stored on the order. */
  readonly runId?: string;
  /** Distinguishes transitions of the same command: the id of the deadline or of the command; empty otherwise. */
  readonly about: string;
  readonly actor: Actor;
  readonly commandId?: string;
  readonly reason?: string;
  /** Conflicts while the order has a step due, because due steps go first (rules §8.6). */
  readonly unlessDue?: boolean;
}

/** What a command changes besides the order's state. */
export interface TransitionEffect {
  /** When the change takes effect: a deadline's or a capture's own instant. Default: now. */
  readonly at?: Instant;
  readonly auditType: string;
  /** Reason for the audit, unless the request has one. */
  readonly reason?: string;
  /** Facts for the audit. Each element of a list becomes an audit record. */
  readonly facts?: JsonObject | readonly JsonObject[];
  readonly changes?: Partial<OrderDocument>;
  /** True if the command did only a part of its work: the order stays in its state and repeats the step. */
  readonly isPartial?: boolean;
}

export interface TransitionContext {
  readonly unit: UnitOfWork;
  readonly order: OrderDocument;
  /** Account time. */
  readonly now: Instant;
}

/** Runs inside the transition's transaction and returns what the command changes. */
export type EffectOf = (context: TransitionContext) => Promise<TransitionEffect>;

/** A step that is applied in the same transaction as the transition before it, if it is then due. */
export interface FollowingStep {
  readonly command: OrderStep['command'];
  readonly effectOf: EffectOf;
}

/**
 * Applies a transition and returns the order after it. Repeating a transition or a command changes nothing.
 * Throws `TransitionConflict` if the number belongs to another transition or a step is due first (`unlessDue`), and
 * `illegal_transition` for what the state table does not allow.
 */
export function transition(
  dependencies: OrderDependencies,
  request: TransitionRequest,
  effectOf: EffectOf,
  following?: FollowingStep,
): Promise<ViewedOrder> {
  return runTransaction(dependencies, request.actor, async (unit) => {
    const order = await unit.database.models.orders.findById(request.orderId).session(unit.session).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
    unit.remember(order);
    const now = await unit.accountNow(order.accountId);
    if (await isApplied(unit, order, request)) {
      await storeRun(unit, order, request);
      return { order, view: await viewOfUnit(unit, order, now) };
    }
    const sequence = order.sequence + 1;
    if (request.sequence !== null && request.sequence !== sequence) throw new TransitionConflict();
    if (request.unlessDue === true && (await isStepDue(unit, order, now))) throw new TransitionConflict();
    const applied = await apply({ unit, order, now }, { ...request, sequence }, effectOf);
    const view = await viewOfUnit(unit, applied.order, now, applied.linesAreCurrent);
    if (following === undefined || view.step?.command !== following.command) {
      return { order: applied.order, view };
    }
    const { command } = following;
    const next = { ...request, command, sequence: sequence + 1, about: '' };
    const last = await apply({ unit, order: applied.order, now }, next, following.effectOf);
    return { order: last.order, view: await viewOfUnit(unit, last.order, now, last.linesAreCurrent) };
  });
}

/** True if this transition was applied before, or its command by any earlier run. Throws `idempotency_mismatch`. */
async function isApplied(
  { database, session }: UnitOfWork,
  order: OrderDocument,
  request: TransitionRequest,
): Promise<boolean> {
  const last = order.lastTransition;
  const isSameNumber = request.sequence === null || last?.sequence === request.sequence;
  if (isSameNumber && last?.digest === digestOf(request)) return true;
  if (request.commandId === undefined) return false;
  const record = await database.models.audit
    .findOne({ commandId: request.commandId })
    .session(session)
    .lean();
  if (record === null) return false;
  if (record.orderId === order._id) return true;
  throw new DomainError('idempotency_mismatch', { commandId: request.commandId });
}

/** A repeated transition changes nothing but the workflow run stored on the order. */
async function storeRun(
  { database, session }: UnitOfWork,
  { _id, workflowRunId }: OrderDocument,
  { runId }: TransitionRequest,
): Promise<void> {
  if (runId === undefined || runId === workflowRunId) return;
  await database.models.orders.updateOne({ _id }, { $set: { workflowRunId: runId } }, { session });
}

function digestOf({ command, about }: Pick<TransitionRequest, 'command' | 'about'>): string {
  return sha256Hex(`${command}\n${about}`);
}

async function isStepDue(unit: UnitOfWork, order: OrderDocument, now: Instant): Promise<boolean> {
  return movesByItself(order.state) && (await viewOfUnit(unit, order, now)).step !== null;
}

/** True if the run that starts with this transition was not started by the relay, which starts sandboxes at once. */
function isFirst({ sandbox, sequence, workflowRunId }: OrderDocument): boolean {
  return !sandbox && sequence === 0 && workflowRunId === null;
}

/** An order after a transition. */
interface Applied {
  readonly order: OrderDocument;
  /** True if the transition has just given the lines the states of their entitlements. */
  readonly linesAreCurrent: boolean;
}

/** Stores one transition with its side effects. */
async function apply(
  { unit, order, now }: TransitionContext,
  request: TransitionRequest & { readonly sequence: number },
  effectOf: EffectOf,
): Promise<Applied> {
  assertLegal(order, request.command);
  if (!movesByItself(order.state)) unit.assumeNoDeadlines(workflowIdOf('order', order._id));
  if (isFirst(order) && request.runId !== undefined) await unit.withdrawStart(order._id);
  const effect = await effectOf({ unit, order, now });
  const { lines, ...changes } = effect.changes ?? {};
  const state = effect.isPartial === true ? order.state : (ORDER_COMMANDS[request.command].to ?? order.state);
  // Writes the tasks opened so far: they set `needsAttention` on the order, which the update below returns.
  await unit.tasksSoFar();
  const after = await unit.database.models.orders
    .findOneAndUpdate(
      { _id: order._id },
      {
        $set: {
          ...changes,
          ...(lines === undefined ? {} : lineChanges(order.lines, lines)),
          state,
          ...(request.runId === undefined ? {} : { workflowRunId: request.runId }),
          sequence: request.sequence,
          lastTransition: {
            sequence: request.sequence,
            command: request.command,
            digest: digestOf(request),
          },
        },
        $inc: { revision: 1 },
      },
      { session: unit.session, returnDocument: 'after' },
    )
    .lean();
  if (after === null) throw new DomainError('not_found', { kind: 'order', id: order._id });
  const reason = request.reason ?? effect.reason;
  for (const facts of [effect.facts ?? {}].flat()) {
    unit.audit({
      type: effect.auditType,
      at: effect.at ?? now,
      accountId: order.accountId,
      orderId: order._id,
      ...(reason === undefined ? {} : { reason }),
      ...(request.commandId === undefined ? {} : { commandId: request.commandId }),
      facts,
      before: { state: order.state, held: order.held },
      after: { state, held: effect.changes?.held ?? order.held },
      catalogueVersion: order.catalogueVersion,
      policyVersion: order.policyVersion,
    });
  }
  return { order: after, linesAreCurrent: lines !== undefined };
}
