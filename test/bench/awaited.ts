/** Promises by id: a caller waits until its order is active, or its workflow has taken the last step. */
export class Awaited {
  private readonly waiting = new Map<string, () => void>();

  /** Resolves when this id is resolved. Must be called before. */
  of(id: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  resolve(id: string): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }
}
