/** Dialogs that create and change organizations, and create consortia. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { textIn } from '../api/form-text.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { changedOrganizationBody, newOrganizationBody } from './customer-body.ts';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import type { Consortium, Organization } from './use-customers.ts';

interface OrganizationDialogProps {
  readonly accountId: string;
  readonly consortia: readonly Consortium[];
  /** The one to change; null for a new one. */
  readonly organization: Organization | null;
  readonly onClose: () => void;
}

export function OrganizationDialog(props: OrganizationDialogProps) {
  const { accountId, consortia, organization, onClose } = props;
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const api = useApi();
  const fields = (
    <>
      <TextField name="name" label={words.name} required maxLength={200} defaultValue={organization?.name} />
      {consortia.length > 0 && (
        <SelectField
          name="consortiumId"
          label={words.consortium}
          none={words.noConsortium}
          chosen={organization?.consortiumId ?? undefined}
          options={consortia.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField
        name="externalId"
        label={words.externalId}
        hint={words.externalIdHint}
        maxLength={200}
        defaultValue={organization?.externalId ?? ''}
      />
    </>
  );
  if (organization === null) {
    return (
      <ActionDialog
        title={words.new}
        submit={words.newSubmit}
        bodyOf={newOrganizationBody}
        request={{ path: `/v1/accounts/${accountId}/organizations` }}
        send={(body, idempotencyKey) =>
          api.post('/v1/accounts/{id}/organizations', { path: { id: accountId }, body, idempotencyKey })
        }
        onDone={onClose}
        onClose={onClose}
      >
        {fields}
      </ActionDialog>
    );
  }
  return (
    <ActionDialog
      title={words.editOf(organization.name)}
      submit={words.save}
      bodyOf={changedOrganizationBody}
      request={{ method: 'PATCH', path: `/v1/organizations/${organization.id}` }}
      send={(body) => api.patch('/v1/organizations/{id}', { path: { id: organization.id }, body })}
      onDone={onClose}
      onClose={onClose}
    >
      {fields}
    </ActionDialog>
  );
}

interface ConsortiumDialogProps {
  readonly accountId: string;
  /** The one to rename; absent for a new one. */
  readonly consortium?: Consortium;
  /** Called in place of `onClose` once one is created. */
  readonly onCreated?: (created: Consortium) => void;
  readonly onClose: () => void;
}

/** Both bodies are a name. */
function nameBody(fields: FormData): Schemas['CreateConsortiumBody'] & Schemas['ChangeConsortiumBody'] {
  return { name: textIn(fields, 'name') };
}

export function ConsortiumDialog(props: ConsortiumDialogProps) {
  const { accountId, consortium, onClose, onCreated = onClose } = props;
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const api = useApi();
  const field = (
    <TextField
      name="name"
      label={words.consortiumName}
      required
      maxLength={200}
      defaultValue={consortium?.name}
    />
  );
  if (consortium !== undefined) {
    return (
      <ActionDialog
        title={words.editOf(consortium.name)}
        submit={words.save}
        bodyOf={nameBody}
        request={{ method: 'PATCH', path: `/v1/consortia/${consortium.id}` }}
        send={(body) => api.patch('/v1/consortia/{id}', { path: { id: consortium.id }, body })}
        onDone={onClose}
        onClose={onClose}
      >
        {field}
      </ActionDialog>
    );
  }
  return (
    <ActionDialog
      title={words.newConsortium}
      submit={words.newConsortiumSubmit}
      bodyOf={nameBody}
      request={{ path: `/v1/accounts/${accountId}/consortia` }}
      send={(body, idempotencyKey) =>
        api.post('/v1/accounts/{id}/consortia', { path: { id: accountId }, body, idempotencyKey })
      }
      onDone={onCreated}
      onClose={onClose}
    >
      <p>{words.consortiaExplained}</p>
      {field}
    </ActionDialog>
  );
}
