/** How far an order has come, as steps that everyone takes: the picture above its facts. */
import type { Schemas } from '@prepaid-fulfilment/client';

type Order = Pick<Schemas['Order'], 'state' | 'agreement'>;
type State = Order['state'];
/** States in which an order ended before everything it was to give was given and used. */
type EndedState = Extract<State, 'cancelled' | 'payment_expired' | 'refunded'>;

const STEPS = ['placed', 'agreement', 'confirmation', 'payment', 'provision', 'use'] as const;
export type StepName = (typeof STEPS)[number] | 'end';

export interface Step {
  readonly name: StepName;
  /** `stopped`: the order ended here. */
  readonly state: 'done' | 'current' | 'ahead' | 'stopped';
}

/** The step that an order is at, as a number of `STEPS`; past the last one if everything it gave has ended. */
const CURRENT: Readonly<Record<Exclude<State, EndedState>, number>> = {
  awaiting_agreement: 1,
  awaiting_confirmation: 2,
  awaiting_payment: 3,
  fulfilling: 4,
  active: 5,
  completed: STEPS.length,
};

/** The steps that an order had certainly taken when it ended early; a cancelled one may have taken more. */
const TAKEN: Readonly<Record<EndedState, readonly StepName[]>> = {
  cancelled: ['placed'],
  payment_expired: ['placed', 'agreement', 'confirmation'],
  refunded: ['placed', 'agreement', 'confirmation', 'payment', 'provision'],
};

/** The steps of an order in their order; the agreement is one only where the order needs it. */
export function stepsOf({ state, agreement }: Order): Step[] {
  return stepsTo(state).filter(({ name }) => name !== 'agreement' || agreement.required);
}

function stepsTo(state: State): Step[] {
  if (isEnded(state)) {
    const taken = TAKEN[state].map((name): Step => ({ name, state: 'done' }));
    return [...taken, { name: 'end', state: 'stopped' }];
  }
  const at = CURRENT[state];
  return STEPS.map((name, index) => ({
    name,
    state: index < at ? 'done' : index === at ? 'current' : 'ahead',
  }));
}

function isEnded(state: State): state is EndedState {
  return state in TAKEN;
}
