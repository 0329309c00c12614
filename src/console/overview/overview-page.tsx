/** What an account, or one of its organizations, has and owes, what ends when, and what to do. */
import { isProblem } from '@prepaid-fulfilment/client';
import { useParams, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { AccountBar } from './account-bar.tsx';
import { AccountStatus } from './account-status.tsx';
import './overview.css';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import { buyLink } from './remedy-link.ts';
import { useOrganizations, useOverview } from './use-overview.ts';

export default function OverviewPage() {
  const words = useTexts(OVERVIEW_TEXTS);
  const { accountId } = useParams<{ accountId: string }>();
  const organizationId = new URLSearchParams(useSearch()).get('organizationId') ?? undefined;
  const { data: account } = useAccount(accountId);
  const organizations = useOrganizations(accountId);
  const choices = organizations.data?.items ?? [];
  const featuresOf = organizationId ?? (choices.length === 1 ? choices[0]?.id : undefined);
  const read = useOverview({ accountId, organizationId, featuresOf }, !organizations.isPending);
  const { data } = read;
  const error = organizations.error ?? read.error;
  const isCustomer = useHasRole('customer');
  const retry = () => void Promise.all([organizations.refetch(), read.refetch()]);
  const title = isCustomer ? words.title : words.titleOf(account?.name ?? accountId);
  const buy = buyLink(accountId, organizationId === undefined ? {} : { organizationId });
  return (
    <Page
      title={title}
      actions={
        isProblem(error, 'not_found') ? null : (
          <LinkButton href={buy} look="primary">
            {words.buy}
          </LinkButton>
        )
      }
    >
      {isProblem(error, 'not_found') ? (
        <p>{words.notFound}</p>
      ) : (
        <>
          <AccountBar
            accountId={accountId}
            organizationId={organizationId}
            organizations={choices}
            now={data?.overview.now}
          />
          {error !== null && <FailureNotice error={error} onRetry={retry} />}
          {data === undefined && error === null && <p role="status">{words.loading}</p>}
          {data !== undefined && <AccountStatus read={data} isOfOrganization={featuresOf !== undefined} />}
        </>
      )}
    </Page>
  );
}
