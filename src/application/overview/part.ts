/** One part of an overview: its first items, and whether there are more. */
import { MOST_OF_A_PART } from '../../contracts/overview.ts';

export interface Part<Item> {
  readonly items: readonly Item[];
  readonly more: boolean;
}

/** How many items to read, so that one more than is shown tells whether there are more. */
export const READ_FOR_A_PART = MOST_OF_A_PART + 1;

export function partOf<Item>(found: readonly Item[], more = false): Part<Item> {
  return { items: found.slice(0, MOST_OF_A_PART), more: more || found.length > MOST_OF_A_PART };
}
