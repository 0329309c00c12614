/** Idempotency keys of forms. */
import { useRef } from 'react';
import { newIdempotencyKey } from './idempotency-key.ts';

/**
 * Returns the key of the command with this body: the same for the same body, so that pressing again after a lost
 * connection does nothing twice, and a new one once the person changed something.
 */
export function useIntentKey(): (body: object) => string {
  const last = useRef({ body: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.body) last.current = { body: text, key: newIdempotencyKey() };
    return last.current.key;
  };
}
