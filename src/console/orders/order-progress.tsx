/** The steps of an order in a row. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import './order-progress.css';
import { ORDER_TEXTS } from './order-texts.ts';
import { stepsOf } from './progress.ts';
import type { Order } from './use-order.ts';

export function OrderProgress({ order }: { readonly order: Order }) {
  const { progress, steps, stepStates } = useTexts(ORDER_PAGE_TEXTS);
  const { states } = useTexts(ORDER_TEXTS);
  return (
    <ol className="order-progress" aria-label={progress}>
      {stepsOf(order).map(({ name, state }) => (
        <li key={name} className={state} aria-current={state === 'current' ? 'step' : undefined}>
          {name === 'end' ? states[order.state] : steps[name]}
          <span className="unseen"> ({stepStates[state]})</span>
        </li>
      ))}
    </ol>
  );
}
