/** What ends or falls due next, soonest first. */
import { Link } from 'wouter';
import { AccountTime } from '../accounts/account-time.tsx';
import { formatRemaining } from '../format/countdown.ts';
import { ORDER_TEXTS } from '../orders/order-texts.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { dueNext, subjectOf } from './due.ts';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { ReadOverview } from './status.ts';

export function DueList({ read }: { readonly read: ReadOverview }) {
  const { accountId, due, now } = read.overview;
  const words = useTexts(OVERVIEW_TEXTS);
  const { deadlines } = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const next = dueNext(due.items);
  if (next.length === 0) return null;
  const left = (at: string) => formatRemaining(Date.parse(at) - Date.parse(now), language);
  return (
    <section className="card" aria-labelledby="due">
      <h2 id="due">{words.due}</h2>
      <ul className="rows">
        {next.map((deadline) => {
          const { at, kind, orderId, lotId, serviceId, episodeId } = deadline;
          const about = subjectOf(deadline, read, language);
          return (
            <li key={[at, kind, orderId, lotId, serviceId, episodeId].join(' ')}>
              <span>
                {deadlines[kind]}
                {about !== undefined && ` · ${about}`}
                <br />
                <span className="quiet">
                  <AccountTime accountId={accountId} at={at} /> · {words.left(left(at) ?? '')}
                </span>
              </span>
              {orderId !== undefined && (
                <Link href={`/orders/${encodeURIComponent(orderId)}`}>
                  {words.seeOrder}
                  <span className="unseen"> · {deadlines[kind]}</span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
