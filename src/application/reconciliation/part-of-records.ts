/**
 * What an ordinary run looks at: orders that changed since the last one, what was found amiss before, and the next part of all
 * the rest. However many records there are, a run looks at so many, and every one has its turn.
 */
import type { OrderId } from '../../domain/ids.ts';
import { isTerminal } from '../../domain/orders/states.ts';
import { workflowIdOf, WORKFLOW_KINDS, parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import type { Database } from '../../storage/database.ts';
import { readPart } from './open-records.ts';

export interface PartSizes {
  /** Records of each kind that have their turn. */
  readonly rest: number;
  /** Rows of the audit that tell what changed. */
  readonly changes: number;
  /** Of earlier findings. */
  readonly inconsistencies: number;
}

const SIZES: PartSizes = { rest: 500, changes: 2_000, inconsistencies: 500 };

export interface RecordPart {
  /** What is looked at; an open record with its state. */
  readonly looked: ReadonlySet<WorkflowId>;
  readonly open: ReadonlyMap<WorkflowId, string | null>;
  /** Remembers where the next run goes on. */
  readonly done: () => Promise<void>;
}

/** Reads the part; the same one again until `done` was called. */
export async function nextPart(
  database: Database,
  {
    rest = SIZES.rest,
    changes = SIZES.changes,
    inconsistencies = SIZES.inconsistencies,
  }: Partial<PartSizes> = {},
): Promise<RecordPart> {
  const open = new Map<WorkflowId, string | null>();
  const looked = new Set<WorkflowId>();
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
    looked.add(workflowId);
    if (!isTerminal(state)) open.set(workflowId, state);
  }
  for (const workflowId of open.keys()) looked.add(workflowId);
  for (const workflowId of await foundBefore(database, inconsistencies)) looked.add(workflowId);
  return {
    looked,
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

/** Orders of which the audit tells something new. The first run begins with what comes after it. */
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

/** Workflows that are not as they should be are looked at until they are. */
async function foundBefore({ models }: Database, limit: number): Promise<WorkflowId[]> {
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
