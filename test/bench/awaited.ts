/** Lets a caller wait until something has happened to one of many: an order became active, a workflow took its last step. */
export class Awaited {
  private readonly waiting = new Map<string, () => void>();

  /** Resolves when it is told of this id; to be asked before it can be. */
  of(id: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  tell(id: string): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }
}
