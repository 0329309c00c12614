/** Before the change: the order is credited as soon as it is paid. */
import { credit } from './activities.ts';

export async function before(): Promise<void> {
  await credit();
}
