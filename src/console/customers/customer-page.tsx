/** One customer: facts, organizations, agreements, and who of it may sign in. */
import { isProblem } from '@prepaid-fulfilment/client';
import { Link, useParams } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { AgreementsSection } from './agreements-section.tsx';
import { BuyersElsewhere } from './buyers-elsewhere.tsx';
import { BuyersSection } from './buyers-section.tsx';
import { ClockSection } from './clock-section.tsx';
import { ConsortiaSection } from './consortia-section.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { OrganizationsSection } from './organizations-section.tsx';
import type { Customer } from './use-customers.ts';

export default function CustomerPage() {
  const words = useTexts(CUSTOMER_PAGE_TEXTS);
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAccount(id);
  return (
    <Page
      key={id}
      title={data?.name ?? id}
      above={<Link href="/customers">{words.back}</Link>}
      actions={data === undefined ? undefined : <CustomerLinks accountId={id} />}
    >
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {isProblem(error, 'not_found') && <p>{words.notFound}</p>}
      {error !== null && !isProblem(error, 'not_found') && (
        <FailureNotice error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <CustomerSections customer={data} />}
    </Page>
  );
}

function CustomerLinks({ accountId }: { readonly accountId: string }) {
  const words = useTexts(CUSTOMER_PAGE_TEXTS);
  const id = encodeURIComponent(accountId);
  return (
    <div className="choices">
      <LinkButton href={`/orders?accountId=${id}`}>{words.orders}</LinkButton>
      <LinkButton href={`/overview/${id}`}>{words.status}</LinkButton>
      <LinkButton href={`/buy?accountId=${id}`} look="primary">
        {words.buy}
      </LinkButton>
    </div>
  );
}

function CustomerSections({ customer }: { readonly customer: Customer }) {
  const { roles, accountIds } = useSession();
  // Keys are the concern of operators of all accounts.
  const mayInvite = roles.includes('operator') && accountIds === null;
  return (
    <>
      <CustomerFacts customer={customer} />
      {customer.sandbox && <ClockSection customer={customer} />}
      <OrganizationsSection accountId={customer.id} />
      <ConsortiaSection accountId={customer.id} />
      <AgreementsSection accountId={customer.id} />
      {mayInvite ? <BuyersSection customer={customer} /> : <BuyersElsewhere />}
    </>
  );
}
