/** A server clock under the control of a test: it stands still until the test moves it. */
import { plusMs, type Instant } from '../../src/domain/instant.ts';

export class HeldClock {
  constructor(public stand: Instant) {}

  /** As a `ServerClock`. */
  readonly now = (): Instant => this.stand;

  pass(ms: number): void {
    this.stand = plusMs(this.stand, ms);
  }
}
