/** What ends or falls due next, soonest first. What is later can be unfolded. */
import { Link } from 'wouter';
import { AccountTime, useAccount } from '../accounts/account-time.tsx';
import { formatRemaining } from '../format/countdown.ts';
import { formatLastDay } from '../format/instant.ts';
import { ORDER_TEXTS } from '../orders/order-texts.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { dueNext, type Due } from './due.ts';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { useResourceUnits } from './resource-units.ts';
import type { ReadOverview } from './status.ts';

/** As many as are seen at a glance. */
const MOST = 8;

export function DueList({ read }: { readonly read: ReadOverview }) {
  const { accountId, due, now } = read.overview;
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  const all = dueNext(read, language);
  if (all.length === 0) return null;
  const rows = (entries: readonly Due[]) => (
    <ul className="rows">
      {entries.map((entry) => (
        <DueRow
          key={[entry.at, entry.kind, entry.about, entry.orderId].join(' ')}
          accountId={accountId}
          now={now}
          due={entry}
        />
      ))}
    </ul>
  );
  return (
    <section className="card" aria-labelledby="due">
      <h2 id="due">{words.due}</h2>
      {rows(all.slice(0, MOST))}
      {all.length > MOST && (
        <details>
          <summary>{words.moreDue(all.length - MOST)}</summary>
          {rows(all.slice(MOST))}
        </details>
      )}
      {due.more && <p className="quiet">{words.more}</p>}
    </section>
  );
}

interface DueRowProps {
  readonly accountId: string;
  /** Account time. */
  readonly now: string;
  readonly due: Due;
}

function DueRow({ accountId, now, due }: DueRowProps) {
  const words = useTexts(OVERVIEW_TEXTS);
  const { deadlines } = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const unitsOf = useResourceUnits();
  const { data: account } = useAccount(accountId);
  const { at, kind, about, units, count, orderId } = due;
  const left = formatRemaining(Date.parse(at) - Date.parse(now), language);
  const what =
    units === undefined
      ? [deadlines[kind], about, count > 1 ? words.times(count) : ''].filter(Boolean).join(' · ')
      : words.unitsExpire(
          unitsOf(units.resource, units.count),
          formatLastDay(at, account?.timeZone, language),
        );
  return (
    <li>
      <span>
        {what}
        <br />
        <span className="quiet">
          {units === undefined ? <AccountTime accountId={accountId} at={at} /> : about} ·{' '}
          {words.left(left ?? '')}
        </span>
      </span>
      {orderId !== undefined && (
        <Link href={`/orders/${encodeURIComponent(orderId)}`}>
          {words.seeOrder}
          <span className="unseen"> · {what}</span>
        </Link>
      )}
    </li>
  );
}
