/** What happened to an order, oldest first: when, what, by whom, why. */
import { AccountTime } from '../accounts/account-time.tsx';
import { ACTOR_TEXTS, actorWords } from '../accounts/actor-words.ts';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import './order-timeline.css';
import { TimelineFacts } from './timeline-facts.tsx';
import { TIMELINE_TEXTS } from './timeline-texts.ts';
import { useTimeline, type Order } from './use-order.ts';

export function OrderTimeline({ order }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const actors = useTexts(ACTOR_TEXTS);
  const types: Readonly<Record<string, string>> = useTexts(TIMELINE_TEXTS);
  const { roles } = useSession();
  const list = useTimeline(order);
  const { accountId } = order;
  const { data, error, refetch } = list;
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="order-timeline">
      <h2 id="order-timeline">{words.timeline}</h2>
      {data === undefined && error === null && <p role="status">{words.timelineLoading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <ol className="timeline">
        {entries.map(({ at, recordedAt, type, actorName, reason, facts }, index) => (
          <li key={`${recordedAt} ${type} ${index}`}>
            <p className="when">
              <AccountTime accountId={accountId} at={at} />
              {isRecordedLater(at, recordedAt) && (
                <>
                  <br />
                  {words.recorded} <AccountTime accountId={accountId} at={recordedAt} />
                </>
              )}
            </p>
            <div>
              <p>{types[type] ?? type}</p>
              <p className="by">{words.by(actorWords(actorName, actors))}</p>
              {reason !== undefined && <p>{reason}</p>}
              {/* They are words of the API, which buyers need not know. */}
              {!roles.includes('customer') && <TimelineFacts accountId={accountId} facts={facts} />}
            </div>
          </li>
        ))}
      </ol>
      <LoadMore list={list} />
    </section>
  );
}

const SHOWN_DIFFERENCE_MS = 60_000;

/** True if the two times of an entry differ in what people see of them, which is minutes. */
function isRecordedLater(at: string, recordedAt: string): boolean {
  return Math.abs(Date.parse(recordedAt) - Date.parse(at)) >= SHOWN_DIFFERENCE_MS;
}
