/** Stage 1: new orders are checked first; orders that passed this point before the change go on without it. */
import { patched as isPatched } from '@temporalio/workflow';
import { checkAgreement, credit } from './activities.ts';

export async function patched(): Promise<void> {
  // May become `deprecatePatch` when no order is open that an earlier build began.
  if (isPatched('check-before-credit')) await checkAgreement();
  await credit();
}
