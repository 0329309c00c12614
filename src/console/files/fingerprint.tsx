/** The beginning of a document's SHA-256; the whole of it when the pointer rests on it. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { FILES_TEXTS } from './files-texts.ts';

/** As many digits as tell two documents apart at a glance. */
const SHOWN_DIGITS = 12;

export function Fingerprint({ sha256 }: { readonly sha256: string }) {
  const words = useTexts(FILES_TEXTS);
  return (
    <code title={`${words.fingerprint} ${sha256}`}>
      {words.fingerprint} {sha256.slice(0, SHOWN_DIGITS)}…
    </code>
  );
}
