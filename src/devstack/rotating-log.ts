/**
 * The log of a child process: whole lines, in files of limited size and number. The output passes through this process
 * because a server that writes to standard output cannot rotate its file.
 */
import { closeSync, mkdirSync, openSync, fstatSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { LineReader } from './line-reader.ts';

export interface RotatingLogLimits {
  /** Maximum size of a file. Chunks are not split. */
  readonly fileBytes: number;
  /** Number of rotated files besides the current one; `.1` is the newest. */
  readonly retained: number;
  /** Longer lines are truncated: a library that prints a history writes it as one line. */
  readonly lineBytes: number;
}

const LIMITS: RotatingLogLimits = { fileBytes: 8_000_000, retained: 4, lineBytes: 65_536 };

export class RotatingLog {
  private descriptor: number;
  private size: number;
  private begin: number;

  /** Opens the log for appending. Throws if it cannot be written. */
  constructor(
    private readonly file: string,
    private readonly limits: RotatingLogLimits = LIMITS,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.descriptor = openSync(file, 'a', 0o600);
    this.size = fstatSync(this.descriptor).size;
    this.begin = this.size;
  }

  /** Position in the current file at which the output since the opening of the log begins. */
  get since(): number {
    return this.begin;
  }

  /** Reads one output of a process. Its lines stay whole when another output is interleaved. */
  take(stream: NodeJS.ReadableStream): void {
    const lines = new LineReader(this.limits.lineBytes);
    stream.on('data', (chunk: Buffer) => this.append(lines.read(chunk)));
    stream.on('close', () => this.append(lines.end()));
  }

  close(): void {
    closeSync(this.descriptor);
  }

  /** On a full disk lines are lost, but the process continues. */
  private append(lines: Buffer): void {
    if (lines.length === 0) return;
    try {
      if (this.size > 0 && this.size + lines.length > this.limits.fileBytes) this.rotate();
      this.size += writeSync(this.descriptor, lines);
    } catch {
      // There is nowhere to report it.
    }
  }

  private rotate(): void {
    const { retained } = this.limits;
    rmSync(`${this.file}.${retained}`, { force: true });
    for (let age = retained - 1; age >= 0; age -= 1) {
      try {
        renameSync(age === 0 ? this.file : `${this.file}.${age}`, `${this.file}.${age + 1}`);
      } catch {
        // That file does not exist yet.
      }
    }
    const before = this.descriptor;
    this.descriptor = openSync(this.file, 'a', 0o600);
    closeSync(before);
    this.size = 0;
    this.begin = 0;
  }
}
