/** Who changes something: a caller with a key, or the product itself. */
export interface Actor {
  /** A key's id, or `system`. */
  readonly by: string;
  readonly requestId: string;
}

export const SYSTEM: Actor = { by: 'system', requestId: 'system' };
