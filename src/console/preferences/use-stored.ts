/** A value that this browser stores for the person, such as chosen columns. */
import { useCallback, useState } from 'react';

/**
 * `read` makes a value of what is stored, which may be of an older version, and is undefined if nothing is. A browser that
 * stores nothing shows the value until the page is closed.
 */
export function useStored<T>(key: string, read: (stored: unknown) => T): readonly [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(storedAt(key)));
  const store = useCallback(
    (changed: T) => {
      setValue(changed);
      try {
        localStorage.setItem(key, JSON.stringify(changed));
      } catch {
        // Storage is full or blocked.
      }
    },
    [key],
  );
  return [value, store];
}

function storedAt(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
