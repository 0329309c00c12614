/** Cuts texts to a number of bytes of UTF-8, in code that runs in workflows too, where there is no `Buffer`. */

/** Stands in place of the lines that were cut off. */
const REST = '…';
const REST_BYTES = 3;

/** Bytes of the text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** The text, or as many of its first lines as fit into `bytes`, followed by a line with an ellipsis. */
export function cutAtLine(text: string, bytes: number): string {
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= bytes || utf8Bytes(text) <= bytes) return text;
  const lines: string[] = [];
  let left = bytes - REST_BYTES;
  for (const line of text.split('\n')) {
    left -= utf8Bytes(line) + 1;
    if (left < 0) break;
    lines.push(line);
  }
  return [...lines, REST].join('\n');
}
