/** A link that downloads a stored file. The browser sends the session along, as with every call. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { FILES_TEXTS } from './files-texts.ts';

export function FileLink({ id, name }: { readonly id: string; readonly name: string }) {
  const words = useTexts(FILES_TEXTS);
  return (
    <a href={`/v1/files/${encodeURIComponent(id)}`} download={name} title={words.download(name)}>
      {name}
    </a>
  );
}
