/** Identity of a catalogue's content, so that a change of a file is noticed and a change of its formatting is not. */
import { createHash } from 'node:crypto';
import type { Localized } from '../../domain/json.ts';

/** Hex SHA-256 of plain data, with the keys of its objects in order. */
export function contentHashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content, inKeyOrder)).digest('hex');
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Fingerprint of a text that a buyer accepts: hex SHA-256 of the English text, a line feed and the Chinese text, in UTF-8. */
export function termsSha256Of({ en, zh }: Localized): string {
  return createHash('sha256').update(`${en}\n${zh}`, 'utf8').digest('hex');
}
