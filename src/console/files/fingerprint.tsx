/** The SHA-256 of a document, which few people need, behind a disclosure. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { FILES_TEXTS } from './files-texts.ts';
import './fingerprint.css';

export function Fingerprint({ sha256 }: { readonly sha256: string }) {
  const words = useTexts(FILES_TEXTS);
  return (
    <details className="fingerprint quiet">
      <summary>{words.details}</summary>
      {words.fingerprint} <code>{sha256}</code>
    </details>
  );
}
