/** Makes a link that signs a buyer in once, and shows it to be sent. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { ActionForm } from '../api/action-form.tsx';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { OwnTime } from '../ui/own-time.tsx';
import { BUYERS_TEXTS } from './buyers-texts.ts';
import type { Buyer } from './buyers.ts';

export function SignInLink({ buyer: { id: keyId } }: { readonly buyer: Pick<Buyer, 'id'> }) {
  const words = useTexts(BUYERS_TEXTS);
  const api = useApi();
  const [link, setLink] = useState<Schemas['SignInLink'] | null>(null);
  if (link?.url !== undefined) {
    return (
      <CopyField
        label={words.linkAddress}
        hint={
          // Links live in server time. The person who sends one reads it on the clock on the wall.
          <>
            {words.linkExpires} <OwnTime at={link.expiresAt} />
          </>
        }
        value={link.url}
        copy={words.copy}
        copied={words.copied}
      />
    );
  }
  return (
    <ActionForm
      submit={words.linkSubmit}
      bodyOf={() => ({ keyId })}
      request={{ path: '/v1/sign-in-links' }}
      send={(body, idempotencyKey) => api.post('/v1/sign-in-links', { body, idempotencyKey })}
      onDone={setLink}
      back={null}
    >
      <p>{words.linkExplained}</p>
    </ActionForm>
  );
}
