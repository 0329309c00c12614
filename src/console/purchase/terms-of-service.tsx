/** The terms of service: to be read in a dialog, and accepted with a tick. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import type { Purchase } from './use-purchase.ts';

export function TermsOfService({ purchase }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const { basket, change, isStaff, termsVersion } = purchase;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="terms">
      <Check
        label={isStaff ? words.acceptTermsFor(termsVersion) : words.acceptTerms(termsVersion)}
        checked={basket.termsAccepted}
        onChange={(termsAccepted) => change((before) => ({ ...before, termsAccepted }))}
      />
      <Button onClick={() => setOpen(true)}>{words.readTerms}</Button>
      {isOpen && <TermsDialog purchase={purchase} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface TermsDialogProps {
  readonly purchase: Purchase;
  readonly onClose: () => void;
}

function TermsDialog({ purchase: { line, productLine, termsVersion }, onClose }: TermsDialogProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['terms-of-service', productLine, termsVersion],
    queryFn: ({ signal }) =>
      api.get('/v1/terms-of-service', { query: { productLine, version: termsVersion }, signal }),
    staleTime: Infinity,
  });
  const paragraphs = data?.items[0]?.text[language].split('\n') ?? [];
  return (
    <Dialog title={words.termsTitle(line?.name[language] ?? productLine, termsVersion)} onClose={onClose}>
      <div className="terms-text" tabIndex={0} role="document">
        {data === undefined && error === null && <p role="status">{words.loading}</p>}
        {error !== null && <FailureNotice error={error} />}
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <Button onClick={onClose}>{words.done}</Button>
    </Dialog>
  );
}
