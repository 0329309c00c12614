/** Makes a chosen file ready to be stored: scales a large photo down, and says what speaks against the file. */
import { faultOf, hasContentOf, PHOTO_TYPES, typeOf, type FileFault } from './file-check.ts';
import { shrinkPhoto } from './shrink-photo.ts';

export interface PreparedFile {
  readonly file: File;
  /** Why it cannot be stored; null if nothing speaks against it. */
  readonly fault: FileFault | null;
}

export async function prepareFile(chosen: File): Promise<PreparedFile> {
  const type = typeOf(chosen);
  const fault = faultOf(chosen);
  if (type === null || fault === 'empty') return { file: chosen, fault };
  if (!(await hasContentOf(type, chosen))) return { file: chosen, fault: 'content' };
  if (fault === null || !PHOTO_TYPES.includes(type)) return { file: chosen, fault };
  const file = (await shrinkPhoto(chosen)) ?? chosen;
  return { file, fault: faultOf(file) };
}
