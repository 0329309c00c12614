/** The table of an order's life leads everywhere it should and strands nothing. */
import {
  actionsOf,
  isLegal,
  ORDER_COMMANDS,
  ORDER_STATES,
  PUBLIC_COMMANDS,
  type CommandFacts,
  type OrderCommand,
  type OrderState,
} from '../../../src/domain/orders/states.ts';
import { reachableFrom, type Step } from './reachable.ts';

const STATES = Object.keys(ORDER_STATES) as OrderState[];
const COMMANDS = Object.keys(ORDER_COMMANDS) as OrderCommand[];
/** An order begins in the first state whose condition is not met (rules §8.1). */
const FIRST: readonly OrderState[] = ['awaiting_agreement', 'awaiting_confirmation'];
const STEPS: readonly Step<OrderState>[] = COMMANDS.flatMap((command) => {
  const { from, to } = ORDER_COMMANDS[command];
  return to === null ? [] : from.map((state) => ({ from: state, to }));
});
const terminal = STATES.filter((state) => ORDER_STATES[state].terminal);

test('every state is reached from a first one', () => {
  expect(new Set(FIRST.flatMap((state) => [...reachableFrom(state, STEPS)]))).toEqual(new Set(STATES));
});

test('an end is reached from every state', () => {
  for (const state of STATES) {
    const ends = terminal.filter((end) => reachableFrom(state, STEPS).has(end));
    expect([state, ends.length > 0]).toEqual([state, true]);
  }
});

test('nothing leads out of an end but money that came in time to an order that expired unpaid, and a refund of all', () => {
  const out = COMMANDS.flatMap((command) => {
    const { from, to }: { from: readonly OrderState[]; to: OrderState | null } = ORDER_COMMANDS[command];
    return to === null
      ? []
      : from.filter((state) => terminal.includes(state)).map((state) => [command, state]);
  });
  expect(out).toEqual([
    ['start_fulfilment', 'payment_expired'],
    ['close_refunded', 'completed'],
  ]);
});

test('every command is legal somewhere, given by some role, and leads to states of the table', () => {
  for (const command of COMMANDS) {
    const { from, to, givenBy } = ORDER_COMMANDS[command];
    expect([command, from.length > 0, givenBy.length > 0]).toEqual([command, true, true]);
    expect(STATES).toEqual(expect.arrayContaining([...from, ...(to === null ? [] : [to])]));
    expect(from).not.toContain(to);
  }
});

test('money ends the time in which an order is cancelled, paid or expires, in every state', () => {
  for (const state of STATES) {
    const facts: CommandFacts = { state, held: false, paid: true, refundable: true, renewable: true };
    for (const command of ['cancel', 'pay', 'expire_payment'] as const)
      expect([state, command, isLegal(command, facts)]).toEqual([state, command, false]);
  }
});

test('an order whose agreement is missing is neither confirmed nor paid, and can still be cancelled', () => {
  for (const [state, command] of [
    ['awaiting_confirmation', 'confirm'],
    ['awaiting_payment', 'pay'],
  ] as const) {
    const facts: CommandFacts = { state, held: false, paid: false, refundable: false, renewable: false };
    const offered = (agreementMissing: boolean) => actionsOf({ ...facts, agreementMissing }, ['sales']);
    expect(offered(false)).toEqual([command, 'cancel']);
    expect(offered(true)).toEqual(['cancel']);
  }
});

test('no caller is offered what the table does not give to one of their roles', () => {
  for (const state of STATES) {
    for (const paid of [true, false]) {
      const facts: CommandFacts = { state, held: false, paid, refundable: true, renewable: true };
      expect(actionsOf(facts, ['delivery', 'platform'])).toEqual([]);
      const offered = actionsOf(facts, ['sales', 'operator']);
      expect(offered).toEqual(PUBLIC_COMMANDS.filter((command) => isLegal(command, facts)));
    }
  }
});
