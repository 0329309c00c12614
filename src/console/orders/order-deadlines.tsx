/** What falls due. */
import { AccountTime } from '../accounts/account-time.tsx';
import { Remaining } from '../accounts/remaining.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { ORDER_TEXTS } from './order-texts.ts';
import type { ReadOrder } from './use-order.ts';

export function OrderDeadlines({ read }: { readonly read: ReadOrder }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const { accountId, deadlines } = read.order;
  const sorted = [...deadlines].sort((a, b) => (a.at < b.at ? -1 : 1));
  const [next] = sorted;
  if (next === undefined) return null;
  return (
    <div>
      <p>
        <strong>{words.next}</strong> {names.deadlines[next.kind]} ·{' '}
        <AccountTime accountId={accountId} at={next.at} /> ·{' '}
        <Remaining accountId={accountId} read={read} at={next.at} />
      </p>
      {sorted.length > 1 && (
        <details>
          <summary>{words.deadlines}</summary>
          <ul>
            {sorted.map(({ kind, at }) => (
              <li key={`${kind} ${at}`}>
                {names.deadlines[kind]} · <AccountTime accountId={accountId} at={at} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
