/** What can be said about a file before it is sent. The API looks at its content too. */

/** Kinds of files that the API stores, with the endings of their names. */
const ENDINGS = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
} as const;
export type FileType = keyof typeof ENDINGS;

export const FILE_TYPES = Object.keys(ENDINGS) as FileType[];
export const PHOTO_TYPES = FILE_TYPES.filter((type) => type.startsWith('image/'));

/** 10 MiB. */
export const LARGEST_FILE_BYTES = 10_485_760;

interface ChosenFile {
  readonly name: string;
  /** As the browser guesses it; empty if it cannot. */
  readonly type: string;
  readonly size: number;
}

export type FileFault = 'kind' | 'empty' | 'tooLarge';

/** Why the API would refuse the file; null if nothing speaks against it. */
export function faultOf(file: ChosenFile): FileFault | null {
  if (typeOf(file) === null) return 'kind';
  if (file.size === 0) return 'empty';
  return file.size > LARGEST_FILE_BYTES ? 'tooLarge' : null;
}

/** The kind of a file, by its name if the browser knows none; null if it cannot be stored. */
export function typeOf({ name, type }: ChosenFile): FileType | null {
  return FILE_TYPES.find((known) => (type === '' ? ENDINGS[known].test(name) : known === type)) ?? null;
}
