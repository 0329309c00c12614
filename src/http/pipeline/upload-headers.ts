/** The headers that describe an uploaded file (api.md §7). */
import type { IncomingHttpHeaders } from 'node:http';
import { FILE_TYPES, fileName, LARGEST_FILE_BYTES, type FileType } from '../../contracts/files.ts';
import { DomainError } from '../../domain/errors.ts';
import { schemaError } from '../../messages/violations/schema.ts';

/**
 * Returns the media type and the name of an upload. Throws `validation_failed`, or `payload_too_large` for an announced
 * length above the limit.
 */
export function describedUpload(headers: IncomingHttpHeaders): { contentType: FileType; name: string } {
  return { contentType: typeIn(headers), name: nameIn(headers) };
}

function typeIn(headers: IncomingHttpHeaders): FileType {
  if (Number(headers['content-length']) > LARGEST_FILE_BYTES)
    throw new DomainError('payload_too_large', { limitBytes: LARGEST_FILE_BYTES });
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
  const type = FILE_TYPES.find((known) => known === mediaType.trim().toLowerCase());
  if (type === undefined) throw schemaError('Content-Type', 'not_a_file_type');
  return type;
}

function nameIn({ 'x-file-name': given }: IncomingHttpHeaders): string {
  if (given === undefined) throw schemaError('X-File-Name', 'missing');
  const parsed = fileName.safeParse(decoded(String(given)));
  if (!parsed.success) throw schemaError('X-File-Name', 'not_a_file_name');
  return parsed.data;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
