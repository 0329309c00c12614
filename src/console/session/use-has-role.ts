/** Whether the person has one of these roles. What a role may do is what the API allows it; the console offers no more. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useSession } from './session-context.tsx';

export type Role = Schemas['Session']['roles'][number];

export function useHasRole(...wanted: readonly Role[]): boolean {
  const { roles } = useSession();
  return wanted.some((role) => roles.includes(role));
}
