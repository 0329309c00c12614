/** The activities of the workflow that looks after one lot. */
import { meetLotDeadline, refreshLineOfLot } from '../src/application/entitlements/lots/meet-lot-deadline.ts';
import { readLotView } from '../src/application/entitlements/lots/read-lot.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';
import type { LotActivities } from '../workflows/lot-activities.ts';

export function createLotActivities(dependencies: TransactionDependencies): LotActivities {
  return {
    readLot: ({ lotId }) => readLotView(dependencies, lotId),
    meetLotDeadline: async ({ lotId, deadlineId }) => {
      await meetLotDeadline(dependencies, lotId, deadlineId);
      return readLotView(dependencies, lotId);
    },
    refreshLineOfLot: async ({ lotId }) => {
      await refreshLineOfLot(dependencies, lotId);
      return readLotView(dependencies, lotId);
    },
  };
}
