/** Fixtures that the tests of one file share: opened before the first of them, closed after the last. */
import type { Instant } from '../../src/domain/instant.ts';
import type { ServerClock } from '../../src/infra/clock.ts';
import { HeldClock } from './held-clock.ts';
import { closeFixture, openFixture, type OrderFixture } from './order-fixtures.ts';

/** To be called outside of tests. The fixture is there while they run, and in hooks registered later. */
export function useFixture(serverNow?: ServerClock): OrderFixture {
  let opened: OrderFixture | null = null;
  const fixture = (): OrderFixture => {
    if (opened === null) throw new Error('the fixture is not open yet');
    return opened;
  };
  beforeAll(async () => {
    opened = await openFixture(serverNow);
  });
  afterAll(() => closeFixture(fixture()));
  return {
    get database() {
      return fixture().database;
    },
    get serverNow() {
      return fixture().serverNow;
    },
    get catalogues() {
      return fixture().catalogues;
    },
  };
}

/** A fixture with a clock of its own, which stands at `start` when a test begins. */
export function useHeldFixture(start: Instant): {
  readonly fixture: OrderFixture;
  readonly clock: HeldClock;
} {
  const clock = new HeldClock(start);
  beforeEach(() => {
    clock.stand = start;
  });
  return { fixture: useFixture(clock.now), clock };
}
