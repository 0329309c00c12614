/** The activities of the workflow that looks after one lot. */
import type { LotView } from '../src/domain/entitlements/lot-view.ts';
import { meetLotDeadline, refreshLineOfLot } from '../src/application/entitlements/lots/meet-lot-deadline.ts';
import { readLotView } from '../src/application/entitlements/lots/read-lot.ts';
import type { LotId } from '../src/domain/ids.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';

export interface LotActivities {
  /** Null when it is not there. */
  readLot(input: { lotId: LotId }): Promise<LotView | null>;
  /** Reminds, or books the end; safe to run again. */
  meetLotDeadline(input: { lotId: LotId; deadlineId: string }): Promise<LotView | null>;
  /** Lets its order show how it stands; safe to run again. */
  refreshLineOfLot(input: { lotId: LotId }): Promise<LotView | null>;
}

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
