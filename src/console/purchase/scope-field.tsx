/** Whom a line is for: an organization or a consortium of the account, which staff can create on the spot. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { ConsortiumDialog, OrganizationDialog } from '../customers/organization-dialogs.tsx';
import { useConsortia, type Organization } from '../customers/use-customers.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';

interface ScopeFieldProps {
  readonly accountId: string;
  readonly field: 'organizationId' | 'consortiumId';
  readonly mayCreate: boolean;
  readonly value: string;
  readonly onChoose: (id: string) => void;
}

export function ScopeField({ accountId, field, mayCreate, value, onChoose }: ScopeFieldProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const [creating, setCreating] = useState(false);
  const organizations = useAllOrganizations(accountId).data;
  const consortia = useConsortia(accountId).data;
  const isConsortium = field === 'consortiumId';
  const known = isConsortium ? consortia : organizations;
  const [first] = known ?? [];
  useEffect(() => {
    // Lists are newest first: the only one, or the one that was just created.
    if (value === '' && first !== undefined) onChoose(first.id);
  }, [value, first, onChoose]);
  const label = isConsortium ? words.consortium : words.organization;
  const nothingYet = mayCreate
    ? isConsortium
      ? words.createConsortium
      : words.createOrganization
    : isConsortium
      ? words.noConsortium
      : words.noOrganization;
  const close = () => {
    setCreating(false);
    onChoose('');
  };
  return (
    <div className="scope-field">
      {known !== undefined && known.length > 0 && (
        <Select
          label={label}
          value={value}
          options={[
            ...(value === '' ? [{ value: '', label: words.chooseOne }] : []),
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChoose={onChoose}
        />
      )}
      {known?.length === 0 && <p className="sku-facts">{nothingYet}</p>}
      {mayCreate && (
        <Button onClick={() => setCreating(true)}>
          {isConsortium ? words.newConsortium : words.newOrganization}
        </Button>
      )}
      {creating && isConsortium && <ConsortiumDialog accountId={accountId} onClose={close} />}
      {creating && !isConsortium && (
        <OrganizationDialog
          accountId={accountId}
          consortia={consortia ?? []}
          organization={null}
          onClose={close}
        />
      )}
    </div>
  );
}

/** The organizations of an account to choose from, newest first. */
export function useAllOrganizations(accountId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['organizations', accountId, 'all'],
    queryFn: async ({ signal }) => {
      const found: Organization[] = [];
      const list = api.items('/v1/accounts/{id}/organizations', { path: { id: accountId }, signal });
      for await (const organization of list) found.push(organization);
      return found;
    },
  });
}
