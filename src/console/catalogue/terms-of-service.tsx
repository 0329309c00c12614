/** The terms of service of a product line: to be read in a dialog, and accepted with a tick. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { API_TEXTS } from '../api/texts.ts';
import { formatDay } from '../format/instant.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { Check } from '../ui/check.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useProductLineName } from './product-lines.ts';
import './terms-of-service.css';
import { TERMS_TEXTS } from './terms-texts.ts';

interface TermsProps {
  readonly productLine: string;
  readonly version: string;
}

interface TermsOfServiceProps extends TermsProps {
  readonly accepted: boolean;
  readonly onChange: (accepted: boolean) => void;
}

export function TermsOfService({ accepted, onChange, ...terms }: TermsOfServiceProps) {
  const words = useTexts(TERMS_TEXTS);
  const { roles } = useSession();
  const version = useVersionName()(terms.version);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="terms">
      <Check
        label={roles.includes('customer') ? words.accept(version) : words.acceptFor(version)}
        checked={accepted}
        onChange={onChange}
      />
      <Button onClick={() => setOpen(true)}>{words.read}</Button>
      {isOpen && <TermsDialog {...terms} onClose={() => setOpen(false)} />}
    </div>
  );
}

function TermsDialog({ productLine, version, onClose }: TermsProps & { readonly onClose: () => void }) {
  const words = useTexts(TERMS_TEXTS);
  const { loading } = useTexts(API_TEXTS);
  const language = useLanguage();
  const nameOf = useProductLineName();
  const versionName = useVersionName();
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['terms-of-service', productLine, version],
    queryFn: ({ signal }) => api.get('/v1/terms-of-service', { query: { productLine, version }, signal }),
    staleTime: Infinity,
  });
  const paragraphs = data?.items[0]?.text[language].split('\n') ?? [];
  return (
    <Dialog title={words.title(nameOf(productLine), versionName(version))} onClose={onClose}>
      <div className="terms-text" tabIndex={0} role="document">
        {data === undefined && error === null && <p role="status">{loading}</p>}
        {error !== null && <FailureNotice error={error} />}
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <Button onClick={onClose}>{words.close}</Button>
    </Dialog>
  );
}

/** Versions are dates. */
function useVersionName(): (version: string) => string {
  const language = useLanguage();
  return (version) => formatDay(version, 'UTC', language);
}
