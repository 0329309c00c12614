/** The state of an order as a badge. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import { ORDER_TEXTS } from './order-texts.ts';

type State = Schemas['Order']['state'];

const LOOKS: Readonly<Record<State, BadgeLook>> = {
  awaiting_agreement: 'caution',
  awaiting_confirmation: 'caution',
  awaiting_payment: 'caution',
  fulfilling: 'accent',
  active: 'good',
  completed: 'quiet',
  cancelled: 'quiet',
  payment_expired: 'danger',
  refunded: 'quiet',
};

interface OrderStateProps {
  readonly order: Pick<Schemas['Order'], 'state' | 'held' | 'needsAttention'>;
}

export function OrderState({ order: { state, held, needsAttention } }: OrderStateProps) {
  const words = useTexts(ORDER_TEXTS);
  return (
    <>
      <Badge look={LOOKS[state]}>{words.states[state]}</Badge>{' '}
      {held && <Badge look="danger">{words.held}</Badge>}{' '}
      {needsAttention && <Badge look="danger">{words.attention}</Badge>}
    </>
  );
}
