/** What a person does next about a service. Which commands are legal is what the service's `actions` say. */
import type { Schemas } from '@prepaid-fulfilment/client';

export type Service = Schemas['Service'];
export type ServiceCommand = Service['actions'][number];

/** A command, taking the service on oneself, or sending the link with which the user signs off. */
export type Step = ServiceCommand | 'take' | 'link';

export interface Steps {
  /** The one thing to do next; null if it is another's turn. */
  readonly next: Step | null;
  /** What else is legal. */
  readonly more: readonly Step[];
}

interface Reader {
  readonly keyId: string;
  readonly roles: readonly string[];
}

/** The order in which work goes on. What the user decides staff record only if there is no other way. */
const FORWARD: readonly Step[] = ['start', 'deliver', 'link'];

export function stepsOf({ actions, assignee, state }: Service, { keyId, roles }: Reader): Steps {
  const isStaff = roles.includes('delivery') || roles.includes('operator');
  const legal: readonly Step[] = [
    ...(actions.includes('assign') && assignee !== keyId ? (['take'] as const) : []),
    ...actions,
    ...(isStaff && state === 'delivered' ? (['link'] as const) : []),
  ];
  const next = nextOf(legal, { isStaff, isFree: assignee === undefined, isOwn: assignee === keyId });
  return { next, more: legal.filter((step) => step !== next) };
}

function nextOf(
  legal: readonly Step[],
  { isStaff, isFree, isOwn }: { isStaff: boolean; isFree: boolean; isOwn: boolean },
): Step | null {
  if (!isStaff) return legal.includes('accept') ? 'accept' : null;
  const forward = FORWARD.find((step) => legal.includes(step));
  if (forward === undefined) return null;
  if (isFree && legal.includes('take') && forward !== 'link') return 'take';
  return isFree || isOwn ? forward : null;
}
