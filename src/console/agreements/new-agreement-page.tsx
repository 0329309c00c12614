/** Records the agreement that a customer signed. An order that waited for it is where the person returns to. */
import { Link, useParams, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import { AgreementForm } from './agreement-form.tsx';
import { NEW_AGREEMENT_TEXTS } from './new-agreement-texts.ts';

export default function NewAgreementPage() {
  const words = useTexts(NEW_AGREEMENT_TEXTS);
  const { id } = useParams<{ id: string }>();
  const orderId = new URLSearchParams(useSearch()).get('order');
  const { data: account, error, refetch } = useAccount(id);
  return (
    <Page
      title={words.title}
      above={
        account !== undefined && <Link href={`/customers/${encodeURIComponent(id)}`}>{account.name}</Link>
      }
    >
      {account === undefined && error === null && <p role="status">{words.loading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {account !== undefined && <AgreementForm account={account} orderId={orderId} />}
    </Page>
  );
}
