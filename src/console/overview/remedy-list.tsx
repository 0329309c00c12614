/** What can be done next, each with its page. */
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { remedyLink } from './remedy-link.ts';
import type { Remedy } from './status.ts';

interface RemedyListProps {
  readonly accountId: string;
  readonly remedies: readonly Remedy[];
}

export function RemedyList({ accountId, remedies }: RemedyListProps) {
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
          return (
            <li key={`${kind} ${orderId} ${serviceId} ${sku}`}>
              <span>{text[language]}</span>
              {link !== null && <LinkButton href={link}>{words.remedies[kind]}</LinkButton>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
