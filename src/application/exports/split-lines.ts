/** Cuts a stream of bytes into lines, holding no more than one of them. */

/** More than any record can take: MongoDB's documents end at 16 MiB. */
const LONGEST_LINE_BYTES = 64 * 1_048_576;

/** A line is longer than any that was ever written. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

const LINE_FEED = 0x0a;

/** Bytes of each line, its line feed included where it has one. Throws `LineTooLongError`. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longestBytes = LONGEST_LINE_BYTES,
): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, feed + 1));
      yield Buffer.concat(parts);
      parts = [];
      held = 0;
      from = feed + 1;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      held += chunk.length - from;
      if (held > longestBytes) throw new LineTooLongError();
    }
  }
  if (held > 0) yield Buffer.concat(parts);
}
