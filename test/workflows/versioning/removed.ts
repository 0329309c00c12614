/** Stage 3: nothing of the change is left but the new behaviour. */
import { checkAgreement, credit } from './activities.ts';

export async function removed(): Promise<void> {
  await checkAgreement();
  await credit();
}
