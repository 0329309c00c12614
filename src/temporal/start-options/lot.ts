/** How a lot's workflow is started. */
import { TypedSearchAttributes } from '@temporalio/common';
import { isLotOver } from '../../domain/entitlements/lot-view.ts';
import { CUSTOMER_ID } from '../../domain/search-attributes.ts';
import { readLotView } from '../../application/entitlements/lots/read-lot.ts';
import type { LotId } from '../../domain/ids.ts';
import { Names } from '../../application/operator-view/names.ts';
import { lotSummary } from '../../messages/operator-view/lot-details.ts';
import { utcText } from '../../messages/operator-view/table.ts';
import type { Database } from '../../storage/database.ts';
import { systemClock } from '../../infra/clock.ts';
import type { WorkflowStart } from './record.ts';

export async function readLotStart(database: Database, lotId: LotId): Promise<WorkflowStart | null> {
  // Whether a deadline is due makes no difference here, so the server's clock will do.
  const view = await readLotView({ database, serverNow: systemClock }, lotId);
  if (view === null) return null;
  const { accountId, sandbox, resource, credited, expiresAt } = view;
  const named = await new Names(database).ofResource(resource);
  return {
    accountId,
    sandbox,
    isOver: isLotOver(view),
    workflowType: 'lot',
    input: { lotId },
    staticSummary: lotSummary({ ...named, credited }),
    staticDetails: `Lot ${lotId} of account ${accountId}, usable until ${utcText(expiresAt)}.`,
    fairnessKey: accountId,
    searchAttributes: new TypedSearchAttributes([{ key: CUSTOMER_ID, value: accountId }]),
  };
}
