/** Sizes of files for people: `1 KB`, `820 KB`, `1.2 MB`, in both languages. */

const KILOBYTE = 1_024;
const MEGABYTE = KILOBYTE * KILOBYTE;

/** A size in bytes, in units of 1,024, as file managers write it. A file is never shown as empty. */
export function formatBytes(bytes: number): string {
  if (Math.round(bytes / KILOBYTE) < KILOBYTE) return `${Math.max(1, Math.round(bytes / KILOBYTE))} KB`;
  return `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
}
