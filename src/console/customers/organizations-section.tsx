/** The organizations of a customer and the consortia that they belong to. */
import { useState } from 'react';
import { FailureNotice } from '../api/failure-notice.tsx';
import { formatList } from '../format/list.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import { ConsortiumDialog, OrganizationDialog } from './organization-dialogs.tsx';
import { useConsortia, useOrganizations, type Organization } from './use-customers.ts';

interface OrganizationsSectionProps {
  readonly accountId: string;
  readonly mayChange: boolean;
}

/** What is being created or changed. */
type Open = 'organization' | 'consortium' | Organization | null;

export function OrganizationsSection({ accountId, mayChange }: OrganizationsSectionProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const language = useLanguage();
  const [open, setOpen] = useState<Open>(null);
  const { data: consortia = [] } = useConsortia(accountId);
  const close = () => setOpen(null);
  return (
    <section className="card" aria-labelledby="customer-organizations">
      <div className="section-head">
        <h2 id="customer-organizations">{words.title}</h2>
        {mayChange && (
          <div className="choices">
            <Button onClick={() => setOpen('organization')}>{words.new}</Button>
            <Button onClick={() => setOpen('consortium')}>{words.newConsortium}</Button>
          </div>
        )}
      </div>
      <p className="quiet">{words.explained}</p>
      <OrganizationsFound accountId={accountId} mayChange={mayChange} onEdit={setOpen} />
      {consortia.length > 0 && (
        <>
          <h3>{words.consortia}</h3>
          <p className="quiet">{words.consortiaExplained}</p>
          <p>
            {formatList(
              consortia.map(({ name }) => name),
              language,
            )}
          </p>
        </>
      )}
      {open === 'consortium' && <ConsortiumDialog accountId={accountId} onClose={close} />}
      {open !== null && open !== 'consortium' && (
        <OrganizationDialog
          accountId={accountId}
          consortia={consortia}
          organization={open === 'organization' ? null : open}
          onClose={close}
        />
      )}
    </section>
  );
}

interface OrganizationsFoundProps extends OrganizationsSectionProps {
  readonly onEdit: (organization: Organization) => void;
}

function OrganizationsFound({ accountId, mayChange, onEdit }: OrganizationsFoundProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const { data: consortia = [] } = useConsortia(accountId);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useOrganizations(accountId);
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
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.consortium}</th>
            <th scope="col" className="wide-only">
              {words.externalId}
            </th>
            {mayChange && <th scope="col">{words.edit}</th>}
          </tr>
        </thead>
        <tbody>
          {organizations.map((organization) => (
            <tr key={organization.id}>
              <th scope="row">{organization.name}</th>
              <td>{nameOf(organization.consortiumId) ?? '—'}</td>
              <td className="wide-only">{organization.externalId ?? '—'}</td>
              {mayChange && (
                <td>
                  <Button aria-label={words.editOf(organization.name)} onClick={() => onEdit(organization)}>
                    {words.edit}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  );
}
