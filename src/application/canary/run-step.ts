/**
 * The steps of a round of the canary, each through the use cases that the API calls. A step that is repeated finds in the
 * record of the round what it did before.
 */
import type { CanaryStep } from '../../domain/canary.ts';
import { awaitCredit, awaitResumption, overdraw, suspend } from './arrears.ts';
import { confirm, pay, place } from './buy.ts';
import { livingRound, type CanaryDependencies, type Living } from './living-round.ts';
import { makeAccount } from './make-account.ts';

/**
 * Does a step of a round. Returns `no_product` from the first step if the catalogue sells nothing that a round can use.
 * Throws `CanaryError` if the product does something wrong, and what its use cases throw.
 */
export async function runCanaryStep(
  dependencies: CanaryDependencies,
  roundId: string,
  step: CanaryStep,
): Promise<'done' | 'no_product'> {
  if (step === 'account') return makeAccount(dependencies, roundId);
  await STEPS[step](dependencies, await livingRound(dependencies, roundId));
  return 'done';
}

type Step = (dependencies: CanaryDependencies, living: Living) => Promise<void>;

const STEPS: Readonly<Record<Exclude<CanaryStep, 'account'>, Step>> = {
  order: async (dependencies, living) => void (await place(dependencies, living, 'orderId')),
  confirm: (dependencies, living) => confirm(dependencies, living, living.round.orderId),
  pay: (dependencies, living) => pay(dependencies, living, living.round.orderId),
  credit: awaitCredit,
  overdraw,
  suspend,
  top_up: async (dependencies, living) => {
    const orderId = await place(dependencies, living, 'topUpOrderId');
    await confirm(dependencies, living, orderId);
    await pay(dependencies, living, orderId);
  },
  resume: awaitResumption,
};
