/** Stage 2: no open order is without the check, and histories may still hold its marker. */
import { deprecatePatch } from '@temporalio/workflow';
import { checkAgreement, credit } from './activities.ts';

export async function deprecated(): Promise<void> {
  // May go when no order is open that a build with `patched` began.
  deprecatePatch('check-before-credit');
  await checkAgreement();
  await credit();
}
