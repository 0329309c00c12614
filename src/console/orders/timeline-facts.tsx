/** The facts of an entry of the timeline, by their names in the API. */
import { AccountTime } from '../accounts/account-time.tsx';
import { formatMoney, type Money } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';

interface TimelineFactsProps {
  readonly accountId: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export function TimelineFacts({ accountId, facts }: TimelineFactsProps) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const entries = Object.entries(facts);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary className="quiet">{words.facts}</summary>
      <dl className="facts">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <FactValue accountId={accountId} value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function FactValue({ accountId, value }: { readonly accountId: string; readonly value: unknown }) {
  const language = useLanguage();
  if (typeof value === 'string')
    return INSTANT.test(value) ? <AccountTime accountId={accountId} at={value} /> : value;
  return isMoney(value) ? formatMoney(value, language) : JSON.stringify(value);
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amountMinor' in value && 'currency' in value;
}
