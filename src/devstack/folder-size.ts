/** How much a download has written so far. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files in the folder and below. 0 if there is no such folder. */
export async function bytesUnder(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        // Files are moved while they are being counted.
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
