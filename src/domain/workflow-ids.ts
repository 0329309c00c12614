/**
 * Who looks after a record while it can change with time: one workflow, whose id says of which record. Deadlines carry
 * it, messages are addressed to it.
 */
export const OWNER_KINDS = ['order', 'arrears', 'notice', 'lot'] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** `order:<order id>`, `arrears:<episode id>`, `notice:<delivery id>`, `lot:<lot id>`: the workflow's id. */
export type Owner = `${OwnerKind}:${string}`;

export function ownerOf<Kind extends OwnerKind>(kind: Kind, id: string): `${Kind}:${string}` {
  return `${kind}:${id}`;
}

/** Reads an owner. Throws `RangeError` on a text that is none. */
export function parseOwner(owner: string): { kind: OwnerKind; id: string } {
  const colon = owner.indexOf(':');
  const kind = OWNER_KINDS.find((known) => known === owner.slice(0, colon));
  const id = owner.slice(colon + 1);
  if (kind === undefined || id === '') throw new RangeError(`not an owner: ${owner}`);
  return { kind, id };
}
