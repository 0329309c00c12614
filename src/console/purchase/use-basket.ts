/** The basket of an account and product line. It outlives a reload of the page, but not the tab. */
import { useCallback, useSyncExternalStore } from 'react';
import { basketIn, EMPTY_BASKET, storedText, type Basket } from './basket.ts';

const baskets = new Map<string, Basket>();
const listeners = new Set<() => void>();

function read(key: string): Basket {
  const known = baskets.get(key);
  if (known !== undefined) return known;
  const stored = basketIn(sessionStorage.getItem(key));
  baskets.set(key, stored);
  return stored;
}

function write(key: string, basket: Basket): void {
  baskets.set(key, basket);
  try {
    sessionStorage.setItem(key, storedText(basket));
  } catch {
    // Storage is full or blocked; the page still has the basket.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBasket(accountId: string, productLine: string) {
  const key = `basket ${accountId} ${productLine}`;
  const basket = useSyncExternalStore(subscribe, () => read(key));
  const change = useCallback((changed: (before: Basket) => Basket) => write(key, changed(read(key))), [key]);
  const empty = useCallback(() => write(key, EMPTY_BASKET), [key]);
  return { basket, change, empty };
}
