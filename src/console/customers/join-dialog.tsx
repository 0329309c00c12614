/** Puts an organization into a consortium. */
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { CUSTOMER_PAGE_TEXTS } from './customer-page-texts.ts';
import type { Consortium, Organization } from './use-customers.ts';

interface JoinDialogProps {
  readonly consortium: Consortium;
  readonly organization: Organization;
  readonly onClose: () => void;
}

export function JoinDialog({ consortium, organization: { id, name }, onClose }: JoinDialogProps) {
  const { organizations: words } = useTexts(CUSTOMER_PAGE_TEXTS);
  const api = useApi();
  return (
    <ActionDialog
      title={words.joinOf(name, consortium.name)}
      submit={words.join}
      bodyOf={() => ({ consortiumId: consortium.id })}
      request={{ method: 'PATCH', path: `/v1/organizations/${id}` }}
      send={(body) => api.patch('/v1/organizations/{id}', { path: { id }, body })}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.consortiaExplained}</p>
    </ActionDialog>
  );
}
