/** Assembles the chunks of a stream to whole lines, and truncates those that are too long. */

const NEW_LINE = 10;

export class LineReader {
  /** The beginning of the line that has no end yet. */
  private rest: Buffer = Buffer.alloc(0);
  private cutBytes = 0;

  constructor(private readonly lineBytes: number) {}

  /** The lines that end in this chunk, each with its line break. */
  read(piece: Buffer): Buffer {
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = piece.indexOf(NEW_LINE); end >= 0; end = piece.indexOf(NEW_LINE, from)) {
      this.add(piece.subarray(from, end));
      lines.push(this.line());
      from = end + 1;
    }
    this.add(piece.subarray(from));
    return Buffer.concat(lines);
  }

  /** The last line if the stream ended within one. */
  end(): Buffer {
    return this.rest.length === 0 ? this.rest : this.line();
  }

  private add(part: Buffer): void {
    const room = this.lineBytes - this.rest.length;
    if (part.length > room) this.cutBytes += part.length - room;
    if (part.length > 0 && room > 0) this.rest = Buffer.concat([this.rest, part.subarray(0, room)]);
  }

  private line(): Buffer {
    const line = Buffer.concat([
      this.rest,
      Buffer.from(this.cutBytes > 0 ? ` … ${this.cutBytes} bytes cut\n` : '\n'),
    ]);
    this.rest = Buffer.alloc(0);
    this.cutBytes = 0;
    return line;
  }
}
