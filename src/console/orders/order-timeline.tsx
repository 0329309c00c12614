/** What happened to an order, oldest first: when, what, by whom, why. */
import { AccountTime } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import './order-timeline.css';
import { TIMELINE_TEXTS } from './timeline-texts.ts';
import { useTimeline, type Order } from './use-order.ts';

export function OrderTimeline({ order: { id, accountId } }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const types: Readonly<Record<string, string>> = useTexts(TIMELINE_TEXTS);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(id);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="order-timeline">
      <h2 id="order-timeline">{words.timeline}</h2>
      {data === undefined && error === null && <p role="status">{words.timelineLoading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <ol className="timeline">
        {entries.map(({ at, recordedAt, type, actorName, reason }, index) => (
          <li key={`${recordedAt} ${type} ${index}`}>
            <AccountTime accountId={accountId} at={at} />
            <div>
              <p>{types[type] ?? type}</p>
              <p className="by">{words.by(actorName)}</p>
              {reason !== undefined && <p>{reason}</p>}
            </div>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  );
}
