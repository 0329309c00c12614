/** The way to an account: a customer goes to the newest of its own, staff to the list of customers. */
import { Redirect } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Page } from '../ui/page.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { useAccounts } from './use-overview.ts';

export default function AccountsPage() {
  return useHasRole('customer') ? <OwnAccount /> : <Redirect to="/customers" replace />;
}

function OwnAccount() {
  const words = useTexts(OVERVIEW_TEXTS);
  const { data, error, refetch } = useAccounts();
  const [first] = data?.items ?? [];
  if (first !== undefined) return <Redirect to={`/overview/${encodeURIComponent(first.id)}`} replace />;
  return (
    <Page title={words.title}>
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {error === null && <p role="status">{data === undefined ? words.loading : words.noAccounts}</p>}
    </Page>
  );
}
