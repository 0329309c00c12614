/** An entry of a quote that prevents the order: what is wrong, the rule, and the remedy. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Violation } from './quote-entries.ts';

export function ViolationText({ violation: { message, remedy, rule } }: { readonly violation: Violation }) {
  const words = useTexts(PURCHASE_TEXTS);
  return (
    <div className="violation">
      <p>
        <strong>{message}</strong> {rule !== undefined && <code>{rule}</code>}
      </p>
      {remedy !== undefined && (
        <p>
          {words.remedy}: {remedy}
        </p>
      )}
    </div>
  );
}
