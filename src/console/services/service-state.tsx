/** The state of a service as a badge, and whose turn it is. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { Badge, type BadgeLook } from '../ui/badge.tsx';
import type { Service } from './next-step.ts';
import { SERVICE_TEXTS } from './service-texts.ts';

const LOOKS: Readonly<Record<Service['state'], BadgeLook>> = {
  available: 'caution',
  in_delivery: 'accent',
  delivered: 'accent',
  running: 'good',
  accepted: 'good',
  ended: 'quiet',
  lapsed: 'danger',
  refunded: 'quiet',
};

export function ServiceState({ service: { state } }: { readonly service: Service }) {
  const { states } = useTexts(SERVICE_TEXTS);
  return <Badge look={LOOKS[state]}>{states[state]}</Badge>;
}

/** What the API says to customers instead of the key of a member of staff. */
const STAFF = 'staff';

/** The name of who delivers a service. A name that the product does not know stands for itself. */
export function Assignee({ service: { assignee, assigneeName } }: { readonly service: Service }) {
  const words = useTexts(SERVICE_TEXTS);
  const { keyId } = useSession();
  if (assignee === undefined) return words.unassigned;
  if (assignee === keyId) return words.you;
  // Customers do not see which member of staff it is.
  return assignee === STAFF ? words.staff : (assigneeName ?? assignee);
}
