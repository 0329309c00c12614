/**
 * Makes one transition of an order: checks the workflow's sequence number and the state table, lets the command do its
 * work, and stores the new state with everything it owes, all in one transaction.
 */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { movesByItself, type OrderStep } from '../../domain/orders/next-step.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { actionsOf, isLegal, ORDER_COMMANDS, type OrderCommand } from '../../domain/orders/states.ts';
import type { OrderView } from '../../domain/orders/view.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/order.ts';
import { transact, type Actor, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { commandFactsOf } from './command-facts.ts';
import { lineChanges } from './line-statuses.ts';
import { viewOfUnit, type OrderDependencies } from './read-order-view.ts';

/** The number was used for something else, or is not the next one: the caller's view of the order is old. */
export class TransitionConflict extends Error {
  override readonly name = 'TransitionConflict';
}

export interface TransitionRequest {
  readonly orderId: OrderId;
  readonly command: OrderCommand;
  /** The number of this transition: the order's sequence plus one. Null for a command that takes whatever is next. */
  readonly sequence: number | null;
  /** The run that looks after the order, noted on it. */
  readonly runId?: string;
  /** What tells this transition from another of the same command: the deadline met, the request that asked. */
  readonly about: string;
  readonly actor: Actor;
  readonly commandId?: string;
  readonly reason?: string;
  /** What is due by itself goes before it (rules §8.6): while something is, there is a conflict. */
  readonly unlessDue?: boolean;
}

/** What a command changes on the order besides its state. */
export interface TransitionEffect {
  /** When the change takes effect, where that is not now: a deadline's own instant, a capture's. */
  readonly at?: Instant;
  readonly auditType: string;
  /** Why, where the request that asked does not say it itself. */
  readonly reason?: string;
  /** What happened; where the same happened to several things, what happened to each, recorded one by one. */
  readonly facts?: JsonObject | readonly JsonObject[];
  readonly changes?: Partial<OrderDocument>;
  /** The command did a part of its work: the order stays in its state, and takes the step again. */
  readonly isPartial?: boolean;
}

export interface TransitionContext {
  readonly unit: UnitOfWork;
  readonly order: OrderDocument;
  /** Account time. */
  readonly now: Instant;
}

/** What a command does to an order besides moving it. */
export type EffectOf = (context: TransitionContext) => Promise<TransitionEffect>;

/** A transition that the system makes by itself, in the same transaction as the one before, where it is due after it. */
export interface FollowingStep {
  readonly command: OrderStep['command'];
  readonly effectOf: EffectOf;
}

/**
 * Makes a transition and answers the order as it is then. The same transition or command again is a no-op. Throws
 * `TransitionConflict` when the number belongs to another one or something is due before (`unlessDue`), and refuses with
 * `illegal_transition` what the state table does not allow.
 */
export function transition(
  dependencies: OrderDependencies,
  request: TransitionRequest,
  effectOf: EffectOf,
  following?: FollowingStep,
): Promise<OrderView> {
  return transact(dependencies, request.actor, async (unit) => {
    const order = await unit.database.models.orders.findById(request.orderId).session(unit.session).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
    unit.remember(order);
    const now = await unit.accountNow(order.accountId);
    if (await tookEffect(unit, order, request)) {
      await noteRun(unit, order, request);
      return viewOfUnit(unit, order, now);
    }
    const sequence = order.sequence + 1;
    if (request.sequence !== null && request.sequence !== sequence) throw new TransitionConflict();
    if (request.unlessDue === true && (await isSomethingDue(unit, order, now)))
      throw new TransitionConflict();
    const moved = await move({ unit, order, now }, { ...request, sequence }, effectOf);
    const view = await viewOfUnit(unit, moved.order, now, moved.linesAreCurrent);
    if (following === undefined || view.step?.command !== following.command) return view;
    const { command } = following;
    const next = { ...request, command, sequence: sequence + 1, about: '' };
    const followed = await move({ unit, order: moved.order, now }, next, following.effectOf);
    return viewOfUnit(unit, followed.order, now, followed.linesAreCurrent);
  });
}

/** True for what was done already: this transition, or its command in another run, maybe long ago. */
async function tookEffect(
  { database, session }: UnitOfWork,
  order: OrderDocument,
  request: TransitionRequest,
): Promise<boolean> {
  const last = order.lastTransition;
  const isSameNumber = request.sequence === null || last?.sequence === request.sequence;
  if (isSameNumber && last?.digest === digestOf(request)) return true;
  if (request.commandId === undefined) return false;
  const given = await database.models.audit.findOne({ commandId: request.commandId }).session(session).lean();
  if (given === null) return false;
  if (given.orderId === order._id) return true;
  throw new DomainError('idempotency_mismatch', { commandId: request.commandId });
}

/** What took effect before changes nothing but who looks after the order. */
async function noteRun(
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

async function isSomethingDue(unit: UnitOfWork, order: OrderDocument, now: Instant): Promise<boolean> {
  return movesByItself(order.state) && (await viewOfUnit(unit, order, now)).step !== null;
}

/** An order after a transition. Whoever changes its lines gives them the states of what they became. */
interface Moved {
  readonly order: OrderDocument;
  readonly linesAreCurrent: boolean;
}

/** Stores one transition with everything it owes. */
async function move(
  { unit, order, now }: TransitionContext,
  request: TransitionRequest & { readonly sequence: number },
  effectOf: EffectOf,
): Promise<Moved> {
  assertLegal(order, request.command);
  if (!movesByItself(order.state)) unit.assumeNoDeadlines(workflowIdOf('order', order._id));
  const effect = await effectOf({ unit, order, now });
  const { lines, ...changes } = effect.changes ?? {};
  const state = effect.isPartial === true ? order.state : (ORDER_COMMANDS[request.command].to ?? order.state);
  // Tasks that were opened have marked the order before it is read.
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

/** Refuses a command that the state table does not allow, naming what is possible instead. */
export function assertLegal(order: OrderDocument, command: OrderCommand): void {
  const facts = commandFactsOf(order);
  if (isLegal(command, facts)) return;
  if (command === 'confirm' && order.state === 'awaiting_agreement') {
    throw new DomainError('agreement_missing', {
      accountId: order.accountId,
      productLine: order.productLine,
      orderId: order._id,
      state: order.state,
    });
  }
  throw new DomainError('illegal_transition', {
    subject: 'order',
    orderId: order._id,
    state: order.state,
    command,
    possible: actionsOf(facts, ['sales', 'operator']).join(', ') || '—',
  });
}
