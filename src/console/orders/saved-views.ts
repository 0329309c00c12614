/** Saved views of the list of orders: names for addresses. */
import { filtersIn, searchOf } from './order-filters.ts';

export interface SavedView {
  readonly name: string;
  /** Query of the address, without `?`. */
  readonly search: string;
}

/** Views of a person. More could not be told apart. */
export const MOST_VIEWS = 20;
export const LONGEST_NAME = 40;

const DAY_MS = 86_400_000;

/** The stored views. What is no view is left out. */
export function viewsIn(stored: unknown): readonly SavedView[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(isView).slice(0, MOST_VIEWS);
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null) return false;
  const { name, search } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && name !== '' && typeof search === 'string';
}

/** The views with one more. A view of the same name is replaced, and the oldest makes room. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-MOST_VIEWS);
}

/** Views that everyone has, by the name of their text. `nowMs` is the time of the browser. */
export function commonViews(nowMs: number) {
  const endsBefore = new Date(nowMs + 30 * DAY_MS).toISOString().slice(0, 10);
  return [
    { name: 'toConfirm', search: searchOf({ state: 'awaiting_confirmation' }) },
    { name: 'toPay', search: searchOf({ state: 'awaiting_payment' }) },
    { name: 'endsSoon', search: searchOf({ endsBefore }) },
  ] as const;
}

/** True if both addresses show the same. */
export function isSameView(one: string, other: string): boolean {
  const normalized = (search: string) => {
    const params = new URLSearchParams(searchOf(filtersIn(new URLSearchParams(search))));
    params.sort();
    return params.toString();
  };
  return normalized(one) === normalized(other);
}
