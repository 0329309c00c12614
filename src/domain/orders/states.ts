/**
 * The life cycle of an order as one table (rules §8.1): states and commands, where each command is legal, where it leads and
 * who may give it. The workflow, the API's `actions`, documents and tests read it.
 */

export const ORDER_STATES = {
  awaiting_agreement: { phase: 'placing', terminal: false },
  awaiting_confirmation: { phase: 'placing', terminal: false },
  awaiting_payment: { phase: 'paying', terminal: false },
  fulfilling: { phase: 'fulfilling', terminal: false },
  active: { phase: 'living', terminal: false },
  completed: { phase: 'closed', terminal: true },
  cancelled: { phase: 'closed', terminal: true },
  payment_expired: { phase: 'closed', terminal: true },
  refunded: { phase: 'closed', terminal: true },
} as const;
export type OrderState = keyof typeof ORDER_STATES;
export type OrderPhase = (typeof ORDER_STATES)[OrderState]['phase'];

/** Who gives a command: a role of the API, or the system when a fact makes it due. */
export type CommandGiver = 'sales' | 'delivery' | 'operator' | 'customer' | 'system';

interface CommandRow {
  readonly from: readonly OrderState[];
  /** The state it leads to; null leaves the state as it is. */
  readonly to: OrderState | null;
  readonly givenBy: readonly CommandGiver[];
}

/** Customers buy for themselves; sales and operators buy on their behalf (D-02). */
const BUYERS = ['sales', 'operator', 'customer'] as const;

export const ORDER_COMMANDS = {
  // Given by people.
  confirm: { from: ['awaiting_confirmation'], to: 'awaiting_payment', givenBy: BUYERS },
  pay: { from: ['awaiting_payment'], to: null, givenBy: BUYERS },
  cancel: {
    from: ['awaiting_agreement', 'awaiting_confirmation', 'awaiting_payment'],
    to: 'cancelled',
    givenBy: BUYERS,
  },
  hold: {
    from: ['awaiting_agreement', 'awaiting_confirmation', 'awaiting_payment', 'fulfilling'],
    to: null,
    givenBy: ['operator'],
  },
  release: {
    from: ['awaiting_agreement', 'awaiting_confirmation', 'awaiting_payment', 'fulfilling'],
    to: null,
    givenBy: ['operator'],
  },
  update_service: { from: ['active'], to: null, givenBy: ['delivery', 'operator', 'customer'] },
  refund: { from: ['fulfilling', 'active', 'completed'], to: null, givenBy: ['operator'] },
  renew: { from: ['active', 'completed'], to: null, givenBy: BUYERS },
  // Given by facts.
  pass_agreement_check: { from: ['awaiting_agreement'], to: 'awaiting_confirmation', givenBy: ['system'] },
  start_fulfilment: { from: ['awaiting_payment', 'payment_expired'], to: 'fulfilling', givenBy: ['system'] },
  expire_payment: { from: ['awaiting_payment'], to: 'payment_expired', givenBy: ['system'] },
  meet_deadline: { from: ['awaiting_payment', 'fulfilling', 'active'], to: null, givenBy: ['system'] },
  credit: { from: ['fulfilling'], to: 'active', givenBy: ['system'] },
  update_lines: { from: ['active'], to: null, givenBy: ['system'] },
  complete: { from: ['active'], to: 'completed', givenBy: ['system'] },
  close_refunded: { from: ['fulfilling', 'active', 'completed'], to: 'refunded', givenBy: ['system'] },
} as const satisfies Record<string, CommandRow>;
export type OrderCommand = keyof typeof ORDER_COMMANDS;

/** Commands that the API lists in `actions`, in display order. */
export const PUBLIC_COMMANDS = [
  'confirm',
  'pay',
  'cancel',
  'hold',
  'release',
  'refund',
  'renew',
] as const satisfies OrderCommand[];
export type PublicCommand = (typeof PUBLIC_COMMANDS)[number];

/** The facts besides the state that decide whether a command is legal. */
export interface CommandFacts {
  readonly state: OrderState;
  readonly held: boolean;
  readonly paid: boolean;
  /** Some line is refundable and not yet refunded. */
  readonly refundable: boolean;
  /** Some line has a term that can be renewed. */
  readonly renewable: boolean;
  /** An agreement is required and none is active. Omitted if this is checked separately, with its own error. */
  readonly agreementMissing?: boolean;
}

/** True if the command is legal in this state with these facts. */
export function isLegal(command: OrderCommand, facts: CommandFacts): boolean {
  const row: CommandRow = ORDER_COMMANDS[command];
  if (!row.from.includes(facts.state)) return false;
  switch (command) {
    case 'hold':
      return !facts.held;
    case 'release':
      return facts.held;
    // Captured money is returned by a refund, never by a cancellation (rules §8.1).
    case 'cancel':
    case 'expire_payment':
      return !facts.paid;
    case 'pay':
      return !facts.paid && facts.agreementMissing !== true;
    case 'confirm':
      return facts.agreementMissing !== true;
    case 'refund':
      return facts.refundable;
    case 'renew':
      return facts.renewable;
    default:
      return true;
  }
}

/** The commands that a caller with these roles can give now. */
export function actionsOf(facts: CommandFacts, roles: readonly string[]): PublicCommand[] {
  return PUBLIC_COMMANDS.filter(
    (command) =>
      isLegal(command, facts) && ORDER_COMMANDS[command].givenBy.some((giver) => roles.includes(giver)),
  );
}

/** True if the order is closed. A late payment or a refund can still change it. */
export function isTerminal(state: OrderState): boolean {
  return ORDER_STATES[state].terminal;
}

/** The coarse phase that operators filter by. */
export function phaseOf(state: OrderState): OrderPhase {
  return ORDER_STATES[state].phase;
}
