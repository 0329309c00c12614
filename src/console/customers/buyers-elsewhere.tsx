/** For those who may not invite buyers: who does. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';

export function BuyersElsewhere() {
  const words = useTexts(BUYERS_TEXTS);
  return (
    <section className="card" aria-labelledby="customer-buyers">
      <h2 id="customer-buyers">{words.title}</h2>
      <p>{words.elsewhere}</p>
    </section>
  );
}
