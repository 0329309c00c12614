/** The commands `hold` and `release`: an operator stops the crediting of a paid order and resumes it (rules §8.5). */
import type { TransitionEffect } from './transition.ts';

/** Stops the crediting. The deadlines at 20 h and 24 h stay as they are. */
export function holdCrediting(): Promise<TransitionEffect> {
  return Promise.resolve({ auditType: 'order.held', changes: { held: true } });
}

/** Resumes the crediting. */
export function releaseCrediting(): Promise<TransitionEffect> {
  return Promise.resolve({ auditType: 'order.released', changes: { held: false } });
}
