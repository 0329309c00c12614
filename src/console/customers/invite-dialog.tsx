/** Invites a buyer: creates a key, shows it once, and offers a sign-in link for a buyer who signs in now. */
import { useState } from 'react';
import { ActionDialog } from '../api/action-dialog.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import { SignInLink } from './sign-in-link.tsx';
import { buyerBody, type CreatedBuyer } from './buyers.ts';
import type { Customer } from './use-customers.ts';

interface InviteDialogProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

export function InviteDialog({ customer, onClose }: InviteDialogProps) {
  const words = useTexts(BUYERS_TEXTS);
  const api = useApi();
  const [made, setMade] = useState<CreatedBuyer | null>(null);
  if (made !== null) return <MadeDialog made={made} onClose={onClose} />;
  return (
    <ActionDialog
      title={words.invite}
      submit={words.inviteSubmit}
      bodyOf={(fields) => buyerBody(fields, customer)}
      request={{ path: '/v1/keys' }}
      send={(body, idempotencyKey) => api.post('/v1/keys', { body, idempotencyKey })}
      onDone={setMade}
      onClose={onClose}
    >
      <TextField name="name" label={words.name} hint={words.nameHint} required maxLength={200} />
      <TextField name="expires" type="date" label={words.expires} hint={words.expiresHint} />
    </ActionDialog>
  );
}

function MadeDialog({ made, onClose }: { readonly made: CreatedBuyer; readonly onClose: () => void }) {
  const words = useTexts(BUYERS_TEXTS);
  return (
    <Dialog title={words.made(made.name)} onClose={onClose}>
      <div className="dialog-steps">
        <p>{words.madeExplained}</p>
        {made.key !== undefined && (
          <CopyField
            label={words.key}
            hint={words.keyHint}
            value={made.key}
            copy={words.copy}
            copied={words.copied}
          />
        )}
        <SignInLink buyer={made} />
        <div className="choices">
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
