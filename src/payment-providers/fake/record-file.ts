/** An append-only file of JSON lines. When `append` resolves, the record is on disk. */
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { storedRecord, type StoredRecord } from './records.ts';

export class RecordFile {
  private last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly handle: FileHandle,
    /** Contents of the file when it was opened. */
    readonly found: readonly StoredRecord[],
  ) {}

  /**
   * Opens or creates the file, readable by its owner only. Removes a last line that a crash left incomplete; throws for
   * any other line that is not a record, and names it.
   */
  static async open(file: string): Promise<RecordFile> {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'a+', 0o600);
    try {
      const content = await readFile(handle, 'utf8');
      const complete = content.slice(0, content.lastIndexOf('\n') + 1);
      if (complete.length < content.length) await handle.truncate(Buffer.byteLength(complete));
      const lines = complete.split('\n').slice(0, -1);
      return new RecordFile(
        handle,
        lines.map((line, index) => recordOf(line, `${file}:${index + 1}`)),
      );
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Appends one record and flushes it to disk, after those before it. After a failure nothing more is written. */
  append(record: StoredRecord): Promise<void> {
    this.last = this.last.then(async () => {
      await this.handle.appendFile(`${JSON.stringify(record)}\n`);
      await this.handle.datasync();
    });
    return this.last;
  }

  async close(): Promise<void> {
    await this.last.catch(() => undefined);
    await this.handle.close();
  }
}

function recordOf(line: string, place: string): StoredRecord {
  try {
    return storedRecord.parse(JSON.parse(line));
  } catch (error) {
    throw new Error(`not a record of the fake payment provider at ${place}`, { cause: error });
  }
}
