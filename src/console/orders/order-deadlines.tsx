/** What falls due. The countdown runs on the time of the account: the server's, or the clock of a sandbox, which stands still. */
import { useEffect, useState } from 'react';
import { AccountTime, useAccount } from '../accounts/account-time.tsx';
import { formatRemaining } from '../format/countdown.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { ORDER_TEXTS } from './order-texts.ts';
import type { ReadOrder } from './use-order.ts';

/** A countdown shows minutes. */
const TICK_MS = 15_000;

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
        <strong>{words.next}</strong>: {names.deadlines[next.kind]} ·{' '}
        <AccountTime accountId={accountId} at={next.at} /> · <Remaining read={read} at={next.at} />
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

function Remaining({ read, at }: { readonly read: ReadOrder; readonly at: string }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const language = useLanguage();
  const remainingMs = Date.parse(at) - useAccountNowMs(read);
  if (remainingMs <= 0) return words.over;
  const time = formatRemaining(remainingMs, language);
  return time === null ? words.soon : words.left(time);
}

/** The time of the account now, in milliseconds. */
function useAccountNowMs({ order, accountNow, readAtMs }: ReadOrder): number {
  const { data } = useAccount(order.accountId);
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const passedMs = data?.sandbox === true ? 0 : Math.max(0, nowMs - readAtMs);
  return Date.parse(accountNow) + passedMs;
}
