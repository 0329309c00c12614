import fc from 'fast-check';
import {
  enjoyedHours,
  settleCover,
  writeOffCover,
  type CoverEpisode,
  type CoverEvent,
  type EpisodeTerm,
} from '../../../src/domain/arrears/cover-episode.ts';
import { isEpisodeOver, isSuspensionDue, suspensionAheadOf } from '../../../src/domain/arrears/view.ts';
import { validityAt } from '../../../src/domain/entitlements/validity.ts';
import { HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';

const START: Instant = '2025-06-01T00:00:00.000Z';
const END: Instant = '2025-07-01T16:00:00.000Z';
const DEADLINE = plusMs(END, 24 * HOUR_MS);
const LATER: Instant = '2025-08-01T16:00:00.000Z';

const term = (termId: string, fields: Partial<EpisodeTerm> = {}): EpisodeTerm => ({
  termId,
  closes: 'patient',
  graceHours: 24,
  validitySuspends: 'feature',
  policyVersion: `policies of ${termId}`,
  from: START,
  until: END,
  ...fields,
});

/** A feature that lives: what is booked goes on from what was booked. */
class Feature {
  latest: CoverEpisode | null = null;
  readonly terms: EpisodeTerm[] = [];
  readonly booked: CoverEvent[] = [];

  constructor(...terms: EpisodeTerm[]) {
    this.terms.push(...terms);
  }

  settle(at: Instant): this {
    const { episode, events } = settleCover(this.latest, this.terms, at, (end) => `epi ${end}`);
    this.latest = episode;
    this.booked.push(...events);
    return this;
  }

  /** As the crediting of a term does: what is due first. */
  credit(at: Instant, credited: EpisodeTerm): this {
    this.settle(at);
    this.terms.push(credited);
    return this.settle(at);
  }

  writeOff(at: Instant): this {
    this.settle(at);
    const written = writeOffCover(this.latest, at);
    if (written === null) throw new Error('nothing is open');
    this.latest = written.episode;
    this.booked.push(...written.events);
    return this;
  }

  get events(): [string, Instant][] {
    return this.booked.map(({ type, at }) => [type, at]);
  }
}

describe('the end of cover', () => {
  it.each<[string, Instant, [string, Instant][]]>([
    ['before it nothing is booked', plusMs(END, -1), []],
    ['at it an episode opens', END, [['opened', END]]],
    ['in the grace it is open', plusMs(DEADLINE, -1), [['opened', END]]],
    [
      'at the deadline it is suspended',
      DEADLINE,
      [
        ['opened', END],
        ['suspended', DEADLINE],
      ],
    ],
    [
      'weeks later both are booked with their due instants',
      plusMs(DEADLINE, 500 * HOUR_MS),
      [
        ['opened', END],
        ['suspended', DEADLINE],
      ],
    ],
  ])('%s', (_when, at, events) => {
    expect(new Feature(term('one')).settle(at).events).toEqual(events);
  });

  it('is booked once, however often and in however many steps', () => {
    const steps = fc.array(fc.integer({ min: -HOUR_MS, max: 72 * HOUR_MS }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, (offsets) => {
        const feature = new Feature(term('one'));
        const sorted = [...offsets].sort((a, b) => a - b);
        for (const ms of sorted) feature.settle(plusMs(END, ms));
        const inOneGo = new Feature(term('one')).settle(plusMs(END, sorted.at(-1)!));
        expect(feature.booked).toEqual(inOneGo.booked);
        expect(feature.latest).toEqual(inOneGo.latest);
      }),
    );
  });

  it('opens nothing where nothing closes, or while another set covers', () => {
    expect(new Feature(term('pack', { closes: null, graceHours: 0 })).settle(DEADLINE).booked).toEqual([]);
    const beside = new Feature(term('one'), term('two', { until: LATER }));
    expect(beside.settle(DEADLINE).booked).toEqual([]);
    expect(beside.settle(LATER).events).toEqual([['opened', LATER]]);
  });

  it('names the term and the policies with which cover ended', () => {
    const terms = [term('one', { graceHours: 72 }), term('two', { from: END, until: LATER, graceHours: 1 })];
    expect(new Feature(...terms).settle(LATER).latest).toMatchObject({
      episodeId: `epi ${LATER}`,
      termId: 'two',
      policyVersion: 'policies of two',
      capability: 'patient',
      suspendsAt: plusMs(LATER, HOUR_MS),
    });
  });
});

describe('a term that is credited', () => {
  it('in the grace closes the episode, and nothing was suspended', () => {
    const at = plusMs(DEADLINE, -1);
    const feature = new Feature(term('one')).credit(at, term('two', { from: END, until: LATER }));
    expect(feature.events).toEqual([
      ['opened', END],
      ['cleared', at],
      ['closed', at],
    ]);
    expect(feature.latest).toMatchObject({ state: 'closed', outcome: 'paid', resumedAt: null });
    expect(isEpisodeOver(feature.latest!)).toBe(true);
  });

  it('at the deadline comes after the suspension, and opens again', () => {
    const feature = new Feature(term('one')).credit(DEADLINE, term('two', { from: DEADLINE, until: LATER }));
    expect(feature.events).toEqual([
      ['opened', END],
      ['suspended', DEADLINE],
      ['cleared', DEADLINE],
      ['closed', DEADLINE],
      ['resumed', DEADLINE],
    ]);
    expect(feature.latest).toMatchObject({ state: 'closed', resumedAt: DEADLINE });
  });

  it('before the end of cover leaves nothing to open there', () => {
    const feature = new Feature(term('one')).credit(START, term('two', { from: END, until: LATER }));
    expect(feature.settle(DEADLINE).booked).toEqual([]);
  });

  it('by a machine whose clock is a little behind closes what another one opened', () => {
    const feature = new Feature(term('one')).settle(END);
    feature.credit(plusMs(END, -1), term('two', { from: END, until: LATER }));
    expect(feature.latest).toMatchObject({ state: 'closed', outcome: 'paid', closedAt: END });
  });

  it('so late that it has ended again closes one episode and opens the next', () => {
    const at = plusMs(LATER, HOUR_MS);
    const feature = new Feature(term('one')).credit(at, term('two', { from: END, until: LATER }));
    expect(feature.events).toEqual([
      ['opened', END],
      ['suspended', DEADLINE],
      ['cleared', at],
      ['closed', at],
      ['resumed', at],
      ['opened', LATER],
    ]);
    expect(feature.latest).toMatchObject({ state: 'open', openedAt: LATER });
  });

  it('that covers nothing after the end of cover pays nothing', () => {
    const feature = new Feature(term('one')).credit(
      plusMs(END, HOUR_MS),
      term('two', { until: plusMs(END, -HOUR_MS) }),
    );
    expect(feature.events).toEqual([['opened', END]]);
  });
});

describe('a write-off', () => {
  const writtenAt = plusMs(END, 3 * HOUR_MS);

  it('in the grace leaves the deadline where it was', () => {
    const feature = new Feature(term('one')).writeOff(writtenAt);
    expect(suspensionAheadOf(feature.latest!)).toBe(DEADLINE);
    expect(isEpisodeOver(feature.latest!)).toBe(false);
    feature.settle(DEADLINE);
    expect(feature.latest).toMatchObject({
      state: 'closed',
      outcome: 'written_off',
      closedAt: writtenAt,
      suspendedAt: DEADLINE,
    });
    expect(feature.events.at(-1)).toEqual(['suspended', DEADLINE]);
  });

  it('after the suspension leaves it until a term covers again', () => {
    const feature = new Feature(term('one')).writeOff(plusMs(DEADLINE, HOUR_MS));
    expect(feature.latest).toMatchObject({ state: 'closed', suspendedAt: DEADLINE, resumedAt: null });
    const at = plusMs(DEADLINE, 9 * HOUR_MS);
    feature.credit(at, term('two', { from: at, until: LATER }));
    expect(feature.events.at(-1)).toEqual(['resumed', at]);
    expect(feature.latest).toMatchObject({ outcome: 'written_off', resumedAt: at });
    expect(isEpisodeOver(feature.latest!)).toBe(true);
  });

  it('of what is closed is refused', () => {
    const feature = new Feature(term('one')).writeOff(writtenAt);
    expect(writeOffCover(feature.latest, writtenAt)).toBeNull();
    expect(writeOffCover(null, writtenAt)).toBeNull();
  });
});

test.each([
  [0, 0],
  [HOUR_MS - 1, 0],
  [HOUR_MS, 1],
  [24 * HOUR_MS - 1, 23],
  [24 * HOUR_MS, 24],
  [500 * HOUR_MS, 24],
])('%i ms after the end of cover whole hours of grace are %i', (ms, hours) => {
  const episode = new Feature(term('one')).settle(END).latest!;
  expect(enjoyedHours(episode, plusMs(END, ms))).toBe(hours);
});

test('an episode is suspended exactly where the patient end is closed, whenever either is asked', () => {
  const purchase = fc.record({
    afterMs: fc.integer({ min: 0, max: 80 * HOUR_MS }),
    lastsMs: fc.integer({ min: 1, max: 60 * HOUR_MS }),
    settleAfterMs: fc.integer({ min: 0, max: 80 * HOUR_MS }),
  });
  fc.assert(
    fc.property(fc.array(purchase, { minLength: 1, maxLength: 6 }), (purchases) => {
      let now: Instant = END;
      const feature = new Feature(term('first'));
      for (const [index, { afterMs, lastsMs, settleAfterMs }] of purchases.entries()) {
        now = plusMs(now, afterMs);
        feature.credit(now, term(`term ${index}`, { from: now, until: plusMs(now, lastsMs) }));
        now = plusMs(now, settleAfterMs);
        feature.settle(now);
        const { latest } = feature;
        const isClosed = validityAt(now, feature.terms)?.state === 'over';
        expect(latest?.state === 'suspended').toBe(isClosed);
        expect(latest !== null && isSuspensionDue(latest, now)).toBe(false);
        const open = feature.booked.filter(({ type }) => type === 'opened').length;
        const closed = feature.booked.filter(({ type }) => type === 'closed').length;
        expect(open - closed).toBe(latest !== null && latest.state !== 'closed' ? 1 : 0);
      }
    }),
  );
});
