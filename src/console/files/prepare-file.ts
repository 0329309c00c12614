/** Makes a chosen file ready to be stored: scales a large photo down, and says what speaks against the file. */
import { faultOf, hasContentOf, PHOTO_TYPES, typeOf, type FileFault } from './file-check.ts';

export interface PreparedFile {
  readonly file: File;
  /** Why it cannot be stored; null if nothing speaks against it. */
  readonly fault: FileFault | null;
}

/** `shrink` returns a smaller photo, or null if it cannot. */
export async function prepareFile(
  chosen: File,
  shrink: (photo: File) => Promise<File | null>,
): Promise<PreparedFile> {
  const type = typeOf(chosen);
  const fault = faultOf(chosen);
  if (type === null || fault === 'empty') return { file: chosen, fault };
  if (!(await hasContentOf(type, chosen))) return { file: chosen, fault: 'content' };
  if (fault === null || !PHOTO_TYPES.includes(type)) return { file: chosen, fault };
  const file = (await shrink(chosen)) ?? chosen;
  return { file, fault: faultOf(file) };
}
