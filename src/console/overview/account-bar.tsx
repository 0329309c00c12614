/** Whose account it is, of which organization, at what time. */
import { useLocation } from 'wouter';
import { AccountTime, useAccount } from '../accounts/account-time.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Badge } from '../ui/badge.tsx';
import { Select } from '../ui/select.tsx';
import { OVERVIEW_TEXTS } from './overview-texts.ts';
import type { Organization } from './status.ts';
import { useAccounts } from './use-overview.ts';

interface AccountBarProps {
  readonly accountId: string;
  readonly organizationId: string | undefined;
  readonly organizations: readonly Organization[];
  /** Account time; absent until it is known. */
  readonly now: string | undefined;
}

export function AccountBar({ accountId, organizationId, organizations, now }: AccountBarProps) {
  const words = useTexts(OVERVIEW_TEXTS);
  const [, navigate] = useLocation();
  const { data: account } = useAccount(accountId);
  const all = { value: '', label: words.allOrganizations };
  const options = [all, ...organizations.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <div className="account-bar">
      <AccountChoice accountId={accountId} />
      {organizations.length > 1 && (
        <Select
          label={words.organization}
          value={organizationId ?? ''}
          options={options}
          onChoose={(id) => navigate(id === '' ? overviewLink(accountId) : overviewLink(accountId, id))}
        />
      )}
      <p className="time quiet">
        {account?.sandbox === true && <Badge look="accent">{words.trial}</Badge>}{' '}
        {now !== undefined && (
          <>
            {words.accountTime} <AccountTime accountId={accountId} at={now} />
          </>
        )}
      </p>
    </div>
  );
}

/** The accounts of a customer. Staff come from the customer that they look at. */
function AccountChoice({ accountId }: { readonly accountId: string }) {
  return useHasRole('customer') ? <OwnAccounts accountId={accountId} /> : null;
}

function OwnAccounts({ accountId }: { readonly accountId: string }) {
  const words = useTexts(OVERVIEW_TEXTS);
  const [, navigate] = useLocation();
  const { data } = useAccounts();
  if (data === undefined || data.items.length < 2) return null;
  return (
    <Select
      label={words.account}
      value={accountId}
      options={data.items.map(({ id, name }) => ({ value: id, label: name }))}
      onChoose={(id) => navigate(overviewLink(id))}
    />
  );
}

function overviewLink(accountId: string, organizationId?: string): string {
  const path = `/overview/${encodeURIComponent(accountId)}`;
  return organizationId === undefined ? path : `${path}?organizationId=${encodeURIComponent(organizationId)}`;
}
