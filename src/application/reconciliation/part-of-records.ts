/**
 * The records that an ordinary run checks: orders that changed since the last run, earlier inconsistencies, and the next part of
 * all records. A run has a fixed size, and every record has its turn.
 */
import type { OrderId } from '../../domain/ids.ts';
import { isTerminal } from '../../domain/orders/states.ts';
import { workflowIdOf, WORKFLOW_KINDS, parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import type { Database } from '../../storage/database.ts';
import { readPart } from './open-records.ts';

export interface PartSizes {
  /** Records of each kind in the rotation. */
  readonly rest: number;
  /** Audit records, which show the orders that changed. */
  readonly changes: number;
  /** Earlier inconsistencies. */
  readonly inconsistencies: number;
}

const SIZES: PartSizes = { rest: 500, changes: 2_000, inconsistencies: 500 };

export interface RecordPart {
  /** All workflows to check. */
  readonly checked: ReadonlySet<WorkflowId>;
  /** Those of open records, with the record's state. */
  readonly open: ReadonlyMap<WorkflowId, string | null>;
  /** Stores where the next run continues. */
  readonly done: () => Promise<void>;
}

/** Reads the next part. Returns the same part again until `done` is called. */
export async function nextPart(
  database: Database,
  {
    rest = SIZES.rest,
    changes = SIZES.changes,
    inconsistencies = SIZES.inconsistencies,
  }: Partial<PartSizes> = {},
): Promise<RecordPart> {
  const open = new Map<WorkflowId, string | null>();
  const checked = new Set<WorkflowId>();
  const cursors = new Map<string, string>();
  for (const kind of WORKFLOW_KINDS) {
    const { records, next } = await readPart(database, kind, {
      after: await cursorOf(database, kind),
      limit: rest,
    });
    for (const { workflowId, state } of records) open.set(workflowId, state);
    cursors.set(kind, next);
  }
  const { orderIds, last } = await changedOrders(database, changes);
  cursors.set('audit', last);
  const orders = await database.models.orders.find({ _id: { $in: orderIds } }, { state: 1 }).lean();
  for (const { _id, state } of orders) {
    const workflowId = workflowIdOf('order', _id);
    checked.add(workflowId);
    if (!isTerminal(state)) open.set(workflowId, state);
  }
  for (const workflowId of open.keys()) checked.add(workflowId);
  for (const workflowId of await earlierInconsistencies(database, inconsistencies)) checked.add(workflowId);
  return {
    checked,
    open,
    done: async () => {
      const { reconciliationCursors } = database.models;
      await reconciliationCursors.bulkWrite(
        [...cursors].map(([_id, after]) => ({
          updateOne: { filter: { _id }, update: { $set: { after } }, upsert: true },
        })),
      );
    },
  };
}

/** Orders with audit records since the last run. The first run only notes where the audit ends. */
async function changedOrders(
  { models }: Database,
  limit: number,
): Promise<{ orderIds: OrderId[]; last: string }> {
  const cursor = await models.reconciliationCursors.findById('audit').lean();
  if (cursor === null) {
    const newest = await models.audit.findOne({}, { _id: 1 }).sort({ _id: -1 }).lean();
    return { orderIds: [], last: newest?._id ?? '' };
  }
  const rows = await models.audit
    .find({ _id: { $gt: cursor.after } }, { orderId: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  const orderIds = rows.flatMap(({ orderId }) => orderId ?? []);
  return { orderIds: [...new Set(orderIds)], last: rows.at(-1)?._id ?? cursor.after };
}

/** Inconsistent workflows are checked in every run until they are consistent. */
async function earlierInconsistencies({ models }: Database, limit: number): Promise<WorkflowId[]> {
  const found = await models.inconsistencies
    .find({ kind: 'workflow' }, { _id: 1 })
    .sort({ lastSeenAt: 1 })
    .limit(limit)
    .lean();
  return found.map(({ _id }) => {
    const { kind, id } = parseWorkflowId(_id.slice('workflow:'.length));
    return workflowIdOf(kind, id);
  });
}

async function cursorOf({ models }: Database, _id: string): Promise<string> {
  return (await models.reconciliationCursors.findById(_id).lean())?.after ?? '';
}
