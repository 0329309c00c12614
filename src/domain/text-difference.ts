/**
 * A text as what differs from texts that its reader already has: copies of parts of them, and what is new between the copies.
 * It also copies from itself, because the details of a record name the same ids in two languages.
 */
import { utf8Bytes } from './cut-text.ts';

/** New text, or a copy of the `length` UTF-16 units from position `from` of the known text and the text so far together. */
type Part = string | readonly [from: number, length: number];
export type TextDifference = readonly Part[];

/** A copy takes about so many bytes in JSON, with the quotes of the new text that it divides. */
const COPY_BYTES = 14;
/** Copies are looked for by their first units. */
const SEED_LENGTH = 4;
/** How many earlier occurrences of a seed are compared, the newest first: bounds the work for repetitive texts. */
const MOST_COMPARED = 16;

/** What turns `known` into `next`. */
export function textDifference(known: string, next: string): TextDifference {
  const all = known + next;
  const seeds = new Map<string, number[]>();
  const parts: Part[] = [];
  let newFrom = known.length;
  let indexed = 0;
  for (let at = known.length; at < all.length;) {
    for (; indexed < at; indexed += 1) addSeed(seeds, all, indexed);
    const [from, length] = longestCopy(all, at, seeds.get(seedAt(all, at)) ?? []);
    if (utf8Bytes(all.slice(at, at + length)) > COPY_BYTES) {
      if (newFrom < at) parts.push(all.slice(newFrom, at));
      parts.push([from, length]);
      at += length;
      newFrom = at;
    } else {
      at += 1;
    }
  }
  if (newFrom < all.length) parts.push(all.slice(newFrom));
  return parts;
}

/** The text whose difference from `known` it is. */
export function textFrom(known: string, difference: TextDifference): string {
  let all = known;
  const pieces: string[] = [];
  for (const part of difference) {
    const piece = typeof part === 'string' ? part : all.slice(part[0], part[0] + part[1]);
    pieces.push(piece);
    all += piece;
  }
  // Not a part of `all`, which would retain the known text for as long as the new one.
  return pieces.join('');
}

function seedAt(all: string, at: number): string {
  return all.slice(at, at + SEED_LENGTH);
}

function addSeed(seeds: Map<string, number[]>, all: string, at: number): void {
  const seed = seedAt(all, at);
  const places = seeds.get(seed);
  if (places === undefined) seeds.set(seed, [at]);
  else places.push(at);
}

/** The longest part before `at` that is also what follows there; of length 0 if there is none. */
function longestCopy(all: string, at: number, places: readonly number[]): [from: number, length: number] {
  let longest: [number, number] = [0, 0];
  for (const from of places.slice(-MOST_COMPARED).reverse()) {
    let length = 0;
    while (from + length < at && at + length < all.length && all[from + length] === all[at + length])
      length += 1;
    if (length > longest[1]) longest = [from, length];
  }
  return longest;
}
