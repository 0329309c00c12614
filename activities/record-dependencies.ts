/** Dependencies of activities that read and change one record. */
import { OperatorViews } from '../src/application/operator-view/operator-views.ts';
import type { TransactionDependencies } from '../src/storage/transaction.ts';

export interface RecordActivityDependencies extends TransactionDependencies {
  /** Address of the API, for links in the Temporal UI; without it there are none. */
  readonly apiUrl?: string;
}

export function operatorViewsOf({ database, apiUrl }: RecordActivityDependencies): OperatorViews {
  return new OperatorViews(database, apiUrl ?? null);
}
