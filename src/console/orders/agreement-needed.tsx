/** What an order that lacks an agreement waits for, and the way to record one. */
import { Link } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Notice } from '../ui/notice.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import type { Order } from './use-order.ts';

export function AgreementNeeded({ order: { id, accountId, agreement, state } }: { readonly order: Order }) {
  const { agreementNeeded: words } = useTexts(ORDER_PAGE_TEXTS);
  const { roles } = useSession();
  if (state !== 'awaiting_agreement' || agreement.satisfied) return null;
  const records = roles.some((role) => role === 'sales' || role === 'operator');
  return (
    <Notice look="caution" title={words.title}>
      <p>{words.text}</p>
      {records ? (
        <Link
          className="button primary"
          href={`/customers/${encodeURIComponent(accountId)}/agreements/new?order=${encodeURIComponent(id)}`}
        >
          {words.record}
        </Link>
      ) : (
        <p>{words.ask}</p>
      )}
    </Notice>
  );
}
