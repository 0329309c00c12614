/** Extracts one file from a zip archive. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { RuntimeProblem } from './runtime-problem.ts';

/** Writes the entry with exactly that name to `target`. Throws `RuntimeProblem` if there is none. */
export async function unpackEntry(archive: string, entryName: string, target: string): Promise<void> {
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== entryName) continue;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
      return;
    }
  } finally {
    zip.close();
  }
  throw new RuntimeProblem(`${archive} has no ${entryName}`);
}
