/** The agreements of a customer. */
import { AgreementsFound } from '../agreements/agreements-found.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';

interface AgreementsSectionProps {
  readonly accountId: string;
}

export function AgreementsSection({ accountId }: AgreementsSectionProps) {
  const { agreements: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  return (
    <section className="card" aria-labelledby="customer-agreements">
      <div className="section-head">
        <h2 id="customer-agreements">{words.title}</h2>
        <LinkButton href={`/customers/${encodeURIComponent(accountId)}/agreements/new`}>
          {words.new}
        </LinkButton>
      </div>
      <AgreementsFound query={{ accountId }} none={words.none} labelledBy="customer-agreements" />
    </section>
  );
}
