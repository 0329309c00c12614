/** A sign-off link as responses show it: what was delivered, and what was decided. */
import type { SignOff } from '../../application/entitlements/services/sign-off/sign-off.ts';
import type { SignOffAnswer } from '../../contracts/sign-off.ts';
import { evidenceView } from './services.ts';

export function signOffView({ service: { evidence, ...service }, state, expiresAt }: SignOff): SignOffAnswer {
  return {
    service: { ...service, evidence: evidence === null ? null : evidenceView(evidence) },
    state,
    expiresAt,
  };
}
