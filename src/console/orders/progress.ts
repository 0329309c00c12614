/** How far an order has come, as steps that everyone takes: the picture above its facts. */
import type { Schemas } from '@prepaid-fulfilment/client';

type Order = Pick<Schemas['Order'], 'state' | 'agreement'>;

const STEPS = ['placed', 'agreement', 'confirmed', 'paid', 'provided', 'inForce'] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  readonly name: StepName;
  /** `stopped`: the order ended before the step, or what it gave was taken back. */
  readonly state: 'done' | 'current' | 'ahead' | 'stopped';
}

/** The step that an order is at; past the last one if everything it gave has ended. */
const CURRENT: Readonly<Record<Schemas['Order']['state'], { readonly at: number; readonly ended?: true }>> = {
  awaiting_agreement: { at: 1 },
  awaiting_confirmation: { at: 2 },
  awaiting_payment: { at: 3 },
  fulfilling: { at: 4 },
  active: { at: 5 },
  completed: { at: STEPS.length },
  cancelled: { at: 3, ended: true },
  payment_expired: { at: 3, ended: true },
  refunded: { at: 5, ended: true },
};

/** All steps in their order; the agreement is one only where the order needs it. */
export function stepsOf({ state, agreement }: Order): Step[] {
  const { at, ended } = CURRENT[state];
  return STEPS.map((name, index): Step => {
    if (index < at) return { name, state: isUnknown(name, state) ? 'ahead' : 'done' };
    if (index > at) return { name, state: 'ahead' };
    return { name, state: ended === true ? 'stopped' : 'current' };
  }).filter(({ name }) => name !== 'agreement' || agreement.required);
}

/** An order may be cancelled before it had an agreement or was confirmed, which its state does not tell. */
function isUnknown(name: StepName, state: Order['state']): boolean {
  return state === 'cancelled' && (name === 'agreement' || name === 'confirmed');
}
