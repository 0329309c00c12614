/** A stored file: name and size, and its hash on demand. */
import { formatBytes } from '../format/bytes.ts';
import { useTexts } from '../preferences/preferences-context.tsx';
import { FileLink } from './file-link.tsx';
import { FILES_TEXTS } from './files-texts.ts';
import { Fingerprint } from './fingerprint.tsx';
import type { StoredFile } from './use-upload.ts';

export function StoredFileLine({ file: { id, name, size, sha256 } }: { readonly file: StoredFile }) {
  const words = useTexts(FILES_TEXTS);
  return (
    <div className="file-line">
      <FileLink id={id} name={name} />
      <span>{words.stored(formatBytes(size))}</span>
      <Fingerprint sha256={sha256} />
    </div>
  );
}
