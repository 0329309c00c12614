/** Splits a stream of bytes into lines; at most one line is in memory. */

/** More than any record needs: MongoDB documents have at most 16 MiB. */
const LONGEST_LINE_BYTES = 64 * 1_048_576;

/** A line is longer than any line of an export. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

const LINE_FEED = 0x0a;

/** Yields the bytes of each line, including its line feed if it has one. Throws `LineTooLongError`. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  longestBytes = LONGEST_LINE_BYTES,
): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let bytesSoFar = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, feed + 1));
      yield Buffer.concat(parts);
      parts = [];
      bytesSoFar = 0;
      from = feed + 1;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      bytesSoFar += chunk.length - from;
      if (bytesSoFar > longestBytes) throw new LineTooLongError();
    }
  }
  if (bytesSoFar > 0) yield Buffer.concat(parts);
}
