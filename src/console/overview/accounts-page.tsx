/** The way to an account: a customer goes to the newest of its own, who manages customers to their list, and others choose. */
import { Link, Redirect } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Page } from '../ui/page.tsx';
import './overview.css';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { useAccounts } from './use-overview.ts';

export default function AccountsPage() {
  const words = useTexts(OVERVIEW_TEXTS);
  const isCustomer = useHasRole('customer');
  const hasCustomers = useHasRole('sales', 'operator');
  const { data, error, refetch } = useAccounts();
  const [first] = data?.items ?? [];
  if (hasCustomers) return <Redirect to="/customers" replace />;
  if (first !== undefined && isCustomer)
    return <Redirect to={`/overview/${encodeURIComponent(first.id)}`} replace />;
  return (
    <Page title={words.choose}>
      {data === undefined && error === null && <p role="status">{words.loading}</p>}
      {error !== null && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p>{words.noAccounts}</p>}
      {first !== undefined && (
        <ul className="rows card">
          {data?.items.map(({ id, name, country }) => (
            <li key={id}>
              <Link href={`/overview/${encodeURIComponent(id)}`}>{name}</Link>
              <span className="quiet">{country}</span>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
