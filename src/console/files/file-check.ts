/** What can be said about a file before it is sent, as the API will judge it. */

/** Kinds of files that the API stores, with the endings of their names. */
const ENDINGS = {
  'application/pdf': /\.pdf$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
} as const;
export type FileType = keyof typeof ENDINGS;

/** How people call the kinds. */
export const TYPE_NAMES: Readonly<Record<FileType, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
};

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

/** How the content of each kind begins. */
const BEGINNINGS: Readonly<Record<FileType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

export type FileFault = 'kind' | 'empty' | 'tooLarge' | 'content';

/** Why the API would refuse the file; null if nothing speaks against it. */
export function faultOf(file: ChosenFile): FileFault | null {
  if (typeOf(file) === null) return 'kind';
  if (file.size === 0) return 'empty';
  return file.size > LARGEST_FILE_BYTES ? 'tooLarge' : null;
}

/** True if the file begins as its kind does, whatever its name says. */
export async function hasContentOf(type: FileType, file: Blob): Promise<boolean> {
  const beginning = BEGINNINGS[type];
  const bytes = new Uint8Array(await file.slice(0, beginning.length).arrayBuffer());
  return beginning.every((byte, index) => bytes[index] === byte);
}

/** The kind of a file, by its name if the browser knows none; null if it cannot be stored. */
export function typeOf({ name, type }: ChosenFile): FileType | null {
  return FILE_TYPES.find((known) => (type === '' ? ENDINGS[known].test(name) : known === type)) ?? null;
}
