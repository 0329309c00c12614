/** Revokes the key of a buyer. */
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { textIn } from '../api/form-text.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { TextField } from '../ui/text-field.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import type { Buyer } from './buyers.ts';

interface RevokeDialogProps {
  readonly buyer: Buyer;
  readonly onClose: () => void;
}

export function RevokeDialog({ buyer: { id, name }, onClose }: RevokeDialogProps) {
  const words = useTexts(BUYERS_TEXTS);
  const api = useApi();
  return (
    <ActionDialog
      title={words.revokeOf(name)}
      submit={words.revoke}
      look="danger"
      bodyOf={(fields) => ({ reason: textIn(fields, 'reason') })}
      request={{ path: `/v1/keys/${id}/revoke` }}
      send={(body, idempotencyKey) =>
        api.post('/v1/keys/{id}/revoke', { path: { id }, body, idempotencyKey })
      }
      onDone={onClose}
      onClose={onClose}
    >
      <p>{words.revokeExplained}</p>
      <TextField name="reason" lines="several" label={words.reason} required maxLength={2_000} />
    </ActionDialog>
  );
}
