/** A server's clock that a test holds: it stands still until it is moved. */
import { plusMs, type Instant } from '../../src/domain/instant.ts';

export class HeldClock {
  constructor(public stand: Instant) {}

  /** As a `ServerClock`. */
  readonly now = (): Instant => this.stand;

  pass(ms: number): void {
    this.stand = plusMs(this.stand, ms);
  }
}
