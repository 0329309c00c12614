/** Hash of a catalogue's content. It changes with the content of a file, not with its formatting. */
import { createHash } from 'node:crypto';
import type { Localized } from '../../domain/json.ts';

/** Hex SHA-256 of plain data, with the keys of objects sorted. */
export function contentHashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content, inKeyOrder)).digest('hex');
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Hash of terms of service that a buyer accepts: hex SHA-256 of the English text, a line feed and the Chinese text, in UTF-8. */
export function termsSha256Of({ en, zh }: Localized): string {
  return createHash('sha256').update(`${en}\n${zh}`, 'utf8').digest('hex');
}
