/** The activities of the workflow that looks after one lot. */
import { meetLotDeadline, refreshLineOfLot } from '../src/application/entitlements/lots/meet-lot-deadline.ts';
import { readLotView } from '../src/application/entitlements/lots/read-lot.ts';
import type { LotId } from '../src/domain/ids.ts';
import type { LotActivities, LotRecord } from '../workflows/lot-activities.ts';
import { operatorViewsOf, type RecordActivityDependencies } from './record-dependencies.ts';

export function createLotActivities(dependencies: RecordActivityDependencies): LotActivities {
  const operatorViews = operatorViewsOf(dependencies);
  const read = async (lotId: LotId): Promise<LotRecord | null> => {
    const lot = await readLotView(dependencies, lotId);
    return lot === null ? null : operatorViews.ofLot(lot);
  };
  return {
    readLot: ({ lotId }) => read(lotId),
    meetLotDeadline: async ({ lotId, deadlineId }) => {
      await meetLotDeadline(dependencies, lotId, deadlineId);
      return read(lotId);
    },
    refreshLineOfLot: async ({ lotId }) => {
      await refreshLineOfLot(dependencies, lotId);
      return read(lotId);
    },
  };
}
