/**
 * The log of a process that was started here: whole lines, in files of bounded size and number. What the process says
 * comes through this one, since a server that writes to its standard output cannot be told to begin another file.
 */
import { closeSync, mkdirSync, openSync, fstatSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { LineReader } from './line-reader.ts';

export interface RotatingLogLimits {
  /** Of one file; what comes at once stays together. */
  readonly fileBytes: number;
  /** Files put aside beside the one that is written: `.1` is the newest. */
  readonly kept: number;
  /** What is longer is cut: a library that prints a history writes it as one line. */
  readonly lineBytes: number;
}

const LIMITS: RotatingLogLimits = { fileBytes: 8_000_000, kept: 4, lineBytes: 65_536 };

export class RotatingLog {
  private descriptor: number;
  private size: number;
  private begin: number;

  /** Opens the log to append to. Throws where it cannot be written. */
  constructor(
    private readonly file: string,
    private readonly limits: RotatingLogLimits = LIMITS,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.descriptor = openSync(file, 'a', 0o600);
    this.size = fstatSync(this.descriptor).size;
    this.begin = this.size;
  }

  /** Where in the file that is written now what was said since the log was opened begins. */
  get since(): number {
    return this.begin;
  }

  /** Takes one stream of a process. Its lines stay whole, whatever comes in between from another. */
  take(stream: NodeJS.ReadableStream): void {
    const lines = new LineReader(this.limits.lineBytes);
    stream.on('data', (chunk: Buffer) => this.append(lines.read(chunk)));
    stream.on('close', () => this.append(lines.end()));
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** A full disk costs the lines that do not fit, and not the process that is logged. */
  private append(lines: Buffer): void {
    if (lines.length === 0) return;
    try {
      if (this.size > 0 && this.size + lines.length > this.limits.fileBytes) this.rotate();
      this.size += writeSync(this.descriptor, lines);
    } catch {
      // Nowhere to say it.
    }
  }

  private rotate(): void {
    const { kept } = this.limits;
    rmSync(`${this.file}.${kept}`, { force: true });
    for (let age = kept - 1; age >= 0; age -= 1) {
      try {
        renameSync(age === 0 ? this.file : `${this.file}.${age}`, `${this.file}.${age + 1}`);
      } catch {
        // Not so many yet.
      }
    }
    const before = this.descriptor;
    this.descriptor = openSync(this.file, 'a', 0o600);
    closeSync(before);
    this.size = 0;
    this.begin = 0;
  }
}
