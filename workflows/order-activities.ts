/**
 * The activities that an order's workflow calls: short transactions, so local activities. `activities/orders.ts` implements
 * them. Each reads the order or changes it in one transaction, is safe to repeat, and returns the order as it is afterwards;
 * `activities/report-changes.ts` makes a report of that, since what a local activity returns stays in the history.
 */
import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { AccountId, OrderId } from '../src/domain/ids.ts';
import type { WithOperatorView } from '../src/domain/operator-view.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import type { KnownRecord, RecordChanges } from '../src/domain/record-changes.ts';
import { recordFrom } from '../src/domain/record-changes.ts';
import { CUSTOMER_ID, SALES_TEAM } from '../src/domain/search-attributes.ts';
import type { EntityView } from './entity-description.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';
import type { CommandInput, ServiceCommandInput } from './messages.ts';

/** An order as its workflow reads it. */
export type OrderRecord = WithOperatorView<OrderView> & Pick<EntityView, 'cameAsChanges'>;

/** A transition that the workflow makes by itself. */
export interface NumberedTransition {
  readonly orderId: OrderId;
  /** The order's sequence number plus one. */
  readonly sequence: number;
}

export interface CreditingTransition extends NumberedTransition {
  readonly accountId: AccountId;
}

/** How a command is applied to the record. */
export interface CommandTarget {
  readonly orderId: OrderId;
  /** Null takes the next number: the command's id alone identifies a repeat. */
  readonly sequence: number | null;
  /** The run of the workflow, stored on the order. */
  readonly runId?: string;
  /** A conflict while a step of the order is due, because that step goes first (rules §8.6). */
  readonly unlessDue?: boolean;
}

export type CommandTransition = CommandInput & CommandTarget;

export interface TransitionResult {
  /** True if the number belonged to another transition: nothing changed, and the view is the current one. */
  readonly conflict: boolean;
  readonly view: OrderRecord;
}

export interface OrderActivities {
  readOrder(input: { orderId: OrderId }): Promise<OrderRecord>;
  /** Stores the run's id on the order, and reads it. */
  adoptOrder(input: { orderId: OrderId; runId: string }): Promise<OrderRecord>;
  passAgreementCheck(input: NumberedTransition): Promise<TransitionResult>;
  /** Credits the order in the same transaction where nothing prevents it. */
  startFulfilment(input: CreditingTransition): Promise<TransitionResult>;
  expirePayment(input: NumberedTransition): Promise<TransitionResult>;
  meetDeadline(input: NumberedTransition & { deadlineId: string }): Promise<TransitionResult>;
  creditLines(input: CreditingTransition): Promise<TransitionResult>;
  updateLines(input: NumberedTransition): Promise<TransitionResult>;
  completeOrder(input: NumberedTransition): Promise<TransitionResult>;
  confirmOrder(input: CommandTransition): Promise<TransitionResult>;
  cancelOrder(input: CommandTransition): Promise<TransitionResult>;
  holdCrediting(input: CommandTransition): Promise<TransitionResult>;
  releaseCrediting(input: CommandTransition): Promise<TransitionResult>;
  /** A command on one of the order's services; one that took effect before changes nothing. */
  updateService(input: ServiceCommandInput & CommandTarget): Promise<TransitionResult>;
  closeRefunded(input: NumberedTransition): Promise<TransitionResult>;
}

/** What an activity reports to the workflow. */
export type OrderReport = RecordChanges<OrderView> & { readonly conflict?: true };

/** What builds up to 0.2.0 reported, which stands in the histories of their runs. */
type WholeReport = OrderRecord | TransitionResult;

type InputOf<Name extends keyof OrderActivities> = Parameters<OrderActivities[Name]>[0];

/** As the workflow calls them: with what the run knows, which is not recorded, and reporting only what changed. */
export type ReportingOrderActivities = {
  readonly [Name in keyof OrderActivities]: (
    input: InputOf<Name> & { readonly known?: KnownRecord<OrderView> },
  ) => Promise<OrderReport>;
};

/**
 * What a run takes for granted of an order that it has not read yet, because most orders begin so. Never change it: the
 * first report of each run that is open was made against it.
 */
const UNREAD = {
  sandbox: false,
  held: false,
  paid: false,
  refundable: false,
  renewable: false,
  needsAttention: false,
  step: null,
  nextDeadline: null,
} satisfies KnownRecord<OrderView>;

const calls = proxyLocalActivities<ReportingOrderActivities>(RECORD_ACTIVITIES);

/** An order that the run has not read yet: the run was started with its id, and is found by its account and its team. */
function unread(orderId: OrderId): KnownRecord<OrderView> {
  const { typedSearchAttributes: attributes } = workflowInfo();
  const accountId = attributes.get(CUSTOMER_ID);
  const salesTeam = attributes.get(SALES_TEAM);
  return {
    ...UNREAD,
    orderId,
    ...(accountId === undefined ? {} : { accountId }),
    ...(salesTeam === undefined ? {} : { salesTeam }),
  };
}

/** Calls an activity, and returns the order as it is afterwards. `view`: the order as the run knows it. */
export async function callOrder<Name extends keyof OrderActivities>(
  name: Name,
  input: InputOf<Name>,
  view: OrderRecord | null,
): Promise<TransitionResult> {
  const known: KnownRecord<OrderView> = view ?? unread(input.orderId);
  const call = calls[name] as ReportingOrderActivities[Name];
  const report: OrderReport | WholeReport = await call({ ...input, known });
  if ('changes' in report) {
    const { conflict = false } = report;
    return { conflict, view: { ...recordFrom(known, report), cameAsChanges: true } };
  }
  return 'view' in report ? report : { conflict: false, view: report };
}
