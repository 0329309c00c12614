/**
 * Ids of entity workflows. A record that changes with time has one workflow, whose id is derived from the record. Deadlines
 * store it, and messages are addressed to it.
 */
export const WORKFLOW_KINDS = ['order', 'arrears', 'notice', 'lot'] as const;
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number];

/** `order:<order id>`, `arrears:<episode id>`, `notice:<delivery id>`, `lot:<lot id>`: the workflow's id. */
export type WorkflowId = `${WorkflowKind}:${string}`;

export function workflowIdOf<Kind extends WorkflowKind>(kind: Kind, id: string): `${Kind}:${string}` {
  return `${kind}:${id}`;
}

/** Parses a workflow id. Throws `RangeError` for any other text. */
export function parseWorkflowId(workflowId: string): { kind: WorkflowKind; id: string } {
  const colon = workflowId.indexOf(':');
  const kind = WORKFLOW_KINDS.find((known) => known === workflowId.slice(0, colon));
  const id = workflowId.slice(colon + 1);
  if (kind === undefined || id === '') throw new RangeError(`not a workflow id: ${workflowId}`);
  return { kind, id };
}
