/** The organizations of a customer and the consortia that they belong to. */
import { useState } from 'react';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import './organizations-section.css';
import { ConsortiumDialog, OrganizationDialog } from './organization-dialogs.tsx';
import { useConsortia, useOrganizations, type Consortium, type Organization } from './use-customers.ts';

interface OrganizationsSectionProps {
  readonly accountId: string;
}

/** What is being created or changed. */
type Open =
  | { readonly kind: 'organization'; readonly organization: Organization | null }
  | { readonly kind: 'consortium'; readonly consortium: Consortium | null }
  | null;

export function OrganizationsSection({ accountId }: OrganizationsSectionProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const [open, setOpen] = useState<Open>(null);
  const { data: consortia = [] } = useConsortia(accountId);
  const close = () => setOpen(null);
  return (
    <section className="card" aria-labelledby="customer-organizations">
      <div className="section-head">
        <h2 id="customer-organizations">{words.title}</h2>
        <div className="choices">
          <Button onClick={() => setOpen({ kind: 'organization', organization: null })}>{words.new}</Button>
          <Button onClick={() => setOpen({ kind: 'consortium', consortium: null })}>
            {words.newConsortium}
          </Button>
        </div>
      </div>
      <p className="quiet">{words.explained}</p>
      <OrganizationsFound
        accountId={accountId}

        onEdit={(organization) => setOpen({ kind: 'organization', organization })}
      />
      {consortia.length > 0 && (
        <>
          <h3>{words.consortia}</h3>
          <p className="quiet">{words.consortiaExplained}</p>
          <ul className="consortia">
            {consortia.map((consortium) => (
              <li key={consortium.id}>
                {consortium.name}
                <Button
                  aria-label={words.editOf(consortium.name)}
                  onClick={() => setOpen({ kind: 'consortium', consortium })}
                >
                  {words.edit}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {open?.kind === 'consortium' && (
        <ConsortiumDialog accountId={accountId} consortium={open.consortium} onClose={close} />
      )}
      {open?.kind === 'organization' && (
        <OrganizationDialog
          accountId={accountId}
          consortia={consortia}
          organization={open.organization}
          onClose={close}
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
