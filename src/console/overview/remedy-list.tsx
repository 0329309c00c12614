/** What can be done next, each with its page. */
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { remedyLink } from './remedy-link.ts';
import type { Overview, Remedy } from './status.ts';

interface RemedyListProps {
  readonly accountId: string;
  /** Open orders, whose amounts are shown as everywhere else on the page. */
  readonly orders: Overview['orders']['items'];
  readonly remedies: readonly Remedy[];
}

export function RemedyList({ accountId, orders, remedies }: RemedyListProps) {
  const words = useTexts(OVERVIEW_TEXTS);
  const language = useLanguage();
  if (remedies.length === 0) return null;
  return (
    <section className="card" aria-labelledby="to-do">
      <h2 id="to-do">{words.toDo}</h2>
      <ul className="rows">
        {remedies.map((remedy) => {
          const { kind, text, orderId = '', serviceId = '', sku = '' } = remedy;
          const link = remedyLink(accountId, remedy);
          const order = kind === 'pay_order' ? orders.find(({ id }) => id === orderId) : undefined;
          return (
            <li key={`${kind} ${orderId} ${serviceId} ${sku}`}>
              <span>
                {order === undefined
                  ? text[language]
                  : words.payOrder(order.reference ?? order.id, formatMoney(order.total, language))}
              </span>
              {link !== null && <LinkButton href={link}>{words.remedies[kind]}</LinkButton>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
