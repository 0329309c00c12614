/** The organizations of a customer. */
import { useState } from 'react';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { OrganizationDialog } from './organization-dialogs.tsx';
import { useConsortia, useOrganizations, type Organization } from './use-customers.ts';

interface OrganizationsSectionProps {
  readonly accountId: string;
}

/** What is being created or changed. */
type Open = { readonly organization: Organization | null } | null;

export function OrganizationsSection({ accountId }: OrganizationsSectionProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const [open, setOpen] = useState<Open>(null);
  const { data: consortia = [] } = useConsortia(accountId);
  return (
    <section className="card" aria-labelledby="customer-organizations">
      <div className="section-head">
        <h2 id="customer-organizations">{words.title}</h2>
        <Button onClick={() => setOpen({ organization: null })}>{words.new}</Button>
      </div>
      <p className="quiet">{words.explained}</p>
      <OrganizationsFound accountId={accountId} onEdit={(organization) => setOpen({ organization })} />
      {open !== null && (
        <OrganizationDialog
          accountId={accountId}
          consortia={consortia}
          organization={open.organization}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface OrganizationsFoundProps extends OrganizationsSectionProps {
  readonly onEdit: (organization: Organization) => void;
}

function OrganizationsFound({ accountId, onEdit }: OrganizationsFoundProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const { data: consortia = [] } = useConsortia(accountId);
  const list = useOrganizations(accountId);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const organizations = data.pages.flatMap(({ items }) => items);
  if (organizations.length === 0) return <p>{words.none}</p>;
  const nameOf = (id: string | null) => consortia.find((consortium) => consortium.id === id)?.name;
  return (
    <>
      <table className="table" aria-labelledby="customer-organizations">
        <TableHead
          columns={[words.name, words.consortium, { name: words.externalId, look: 'wide-only' }, words.edit]}
        />
        <tbody>
          {organizations.map((organization) => (
            <tr key={organization.id}>
              <th scope="row">{organization.name}</th>
              <td>{nameOf(organization.consortiumId) ?? '—'}</td>
              <td className="wide-only">{organization.externalId ?? '—'}</td>
              <td>
                <Button aria-label={words.editOf(organization.name)} onClick={() => onEdit(organization)}>
                  {words.edit}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore list={list} />
    </>
  );
}
