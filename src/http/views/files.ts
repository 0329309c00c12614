/** A file as responses show it, and the headers of its download: browsers save it and never render or run it. */
import { FILE_TYPES, type File } from '../../contracts/files.ts';
import type { FileDocument } from '../../storage/collections/files.ts';

export function fileView({ _id, name, size, contentType, sha256 }: FileDocument): File {
  const type = FILE_TYPES.find((known) => known === contentType);
  if (type === undefined) throw new Error(`the file ${_id} has the type ${contentType}`);
  return { id: _id, name, size, contentType: type, sha256 };
}

export function attachmentOf({ name, size }: FileDocument): Readonly<Record<string, string>> {
  return {
    'Content-Disposition': `attachment; filename="${plainName(name)}"; filename*=UTF-8''${extendedName(name)}`,
    'Content-Length': String(size),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  };
}

/** For receivers that know nothing else: ASCII without what a quoted string would need escaped. */
function plainName(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_');
}

/** RFC 5987: UTF-8, percent-encoded but for the characters that it allows. */
function extendedName(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
