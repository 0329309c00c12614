/**
 * The lines of an export. Each has a hash over the hash of the previous line and its own text, so that a line that is changed,
 * removed, inserted or moved later can be identified. The last line is a signature over all of them.
 */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../domain/json.ts';
import { sha256Hex } from '../../infra/ids.ts';

/** Separates the hashed text of a line from the hash. */
const HASH_FIELD = ',"hash":"';
const HASH = /^[0-9a-f]{64}$/;
const LINE_END = '"}';

/** Formats lines and counts them. */
export class LineWriter {
  lines = 0;
  private hash = '';
  private readonly all = createHash('sha256');

  /** Returns one line, including its line feed. */
  write(type: string, data: object): string {
    const text = `{"type":${JSON.stringify(type)},"data":${JSON.stringify(data)}`;
    this.hash = lineHash(this.hash, text);
    const line = `${text}${HASH_FIELD}${this.hash}${LINE_END}\n`;
    this.all.update(line);
    this.lines += 1;
    return line;
  }

  /** SHA-256 of all lines so far, in hexadecimal. Can be called once. */
  digest(): string {
    return this.all.digest('hex');
  }
}

/** Hash of a line. `text` is the line up to its field `hash`; `previous` is empty for the first line. */
function lineHash(previous: string, text: string): string {
  return sha256Hex(`${previous}\n${text}`);
}

export interface ReadLine {
  readonly type: string;
  readonly data: JsonObject;
  readonly hash: string;
  /** False where the line was not written after the previous one. */
  readonly isChained: boolean;
}

/** Parses a line without its line feed. Null for anything else than a line of an export. */
export function readLine(line: string, previous: string): ReadLine | null {
  const at = line.lastIndexOf(HASH_FIELD);
  const hash = line.slice(at + HASH_FIELD.length, -LINE_END.length);
  const value = jsonOf(line);
  if (at < 0 || !HASH.test(hash) || !line.endsWith(LINE_END) || !isObject(value)) return null;
  const { type, data } = value;
  if (typeof type !== 'string' || !isObject(data)) return null;
  return { type, data, hash, isChained: hash === lineHash(previous, line.slice(0, at)) };
}

/** The value of a JSON text, undefined for any other text. */
export function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
