/** A page of a list as responses show it. */
import type { Page } from '../../storage/paging/read-page.ts';

export function pageView<Item, View>(
  { documents, nextCursor }: Page<Item>,
  view: (item: Item) => View,
): { items: View[]; nextCursor: string | null } {
  return { items: documents.map(view), nextCursor };
}
