import { decideCover, type FeatureTerm } from '../../../src/domain/capabilities/cover.ts';
import type { Decision } from '../../../src/domain/capabilities/decision.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';

const START = '2025-06-01T00:00:00.000Z';
const END = '2025-07-01T16:00:00.000Z';
const GRACE_END = plusMs(END, 24 * HOUR_MS);
const LATER = '2025-09-01T16:00:00.000Z';

const term = (sku: string, fields: Partial<FeatureTerm> = {}): FeatureTerm => ({
  sku,
  closes: 'patient',
  graceHours: 24,
  validitySuspends: 'feature',
  from: START,
  until: END,
  ...fields,
});

const decide = (now: Instant, ...terms: FeatureTerm[]) =>
  decideCover(now, terms, (sku) => ({ name: `name of ${sku}`, rule: 'R-IPC-28' }));

const shown = ({ sku, error, since, until }: Decision) => [sku, error === null, since ?? until];

describe('one feature', () => {
  it.each<[string, Instant, boolean, Instant]>([
    ['when it begins', START, true, END],
    ['a millisecond before cover ends', plusMs(END, -1), true, END],
    ['at the end of cover', END, true, GRACE_END],
    ['a millisecond before the grace ends', plusMs(GRACE_END, -1), true, GRACE_END],
    ['at the end of the grace', GRACE_END, false, GRACE_END],
    ['a year later', plusMs(END, 365 * DAY_MS), false, GRACE_END],
  ])('%s', (_when, now, isOpen, at) => {
    expect(decide(now, term('one')).map(shown)).toEqual([['one', isOpen, at]]);
  });

  it('is not reported before it begins', () => {
    expect(decide(plusMs(START, -1), term('one'))).toEqual([]);
  });

  it('is not reported where nothing closes', () => {
    expect(decide(GRACE_END, term('pack', { closes: null, graceHours: 0 }))).toEqual([]);
  });

  it('lasts as long as all its terms do, behind and beside each other', () => {
    const terms = [
      term('one'),
      term('one', { from: '2025-06-15T00:00:00.000Z', until: '2025-08-01T16:00:00.000Z' }),
      term('one', { from: '2025-08-01T16:00:00.000Z', until: LATER }),
    ];
    expect(decide(GRACE_END, ...terms).map(shown)).toEqual([['one', true, LATER]]);
    expect(decide(LATER, ...terms).map(shown)).toEqual([['one', true, plusMs(LATER, DAY_MS)]]);
  });

  it('has the grace of the term with which its cover ended', () => {
    const terms = [term('one', { graceHours: 72 }), term('one', { from: END, until: LATER, graceHours: 1 })];
    expect(decide(plusMs(LATER, HOUR_MS - 1), ...terms).map(shown)).toEqual([
      ['one', true, plusMs(LATER, HOUR_MS)],
    ]);
    expect(decide(plusMs(LATER, HOUR_MS), ...terms).map(shown)).toEqual([
      ['one', false, plusMs(LATER, HOUR_MS)],
    ]);
  });

  it('that was renewed after a gap is open again', () => {
    const renewal = term('one', { from: plusMs(GRACE_END, HOUR_MS), until: LATER });
    expect(decide(plusMs(GRACE_END, HOUR_MS), term('one'), renewal).map(shown)).toEqual([
      ['one', true, LATER],
    ]);
  });

  it('that is closed says since when, by which rule, and what to renew', () => {
    const [decision] = decide(GRACE_END, term('one'));
    expect(decision).toMatchObject({ capability: 'patient', since: GRACE_END });
    expect(decision?.error).toMatchObject({
      code: 'suspended',
      rule: 'R-IPC-28',
      evidence: { features: ['name of one'], ended: [{ sku: 'one', endedAt: END }] },
    });
  });
});

describe('several features', () => {
  const longer = (fields: Partial<FeatureTerm> = {}) => term('two', { until: LATER, ...fields });

  it('are decided each by itself', () => {
    expect(decide(GRACE_END, term('one'), longer()).map(shown)).toEqual([
      ['one', false, GRACE_END],
      ['two', true, LATER],
    ]);
  });

  describe('where the policy closes the organization', () => {
    const closing = term('one', { validitySuspends: 'organization' });

    it.each<[string, Instant, boolean, Instant]>([
      ['while all are covered', plusMs(END, -1), true, LATER],
      ['in the grace of one the others are open until it ends', END, true, GRACE_END],
      ['a millisecond before it ends', plusMs(GRACE_END, -1), true, GRACE_END],
      ['at its end', GRACE_END, false, GRACE_END],
    ])('%s', (_when, now, isOpen, at) => {
      expect(decide(now, closing, longer()).map(shown)).toContainEqual(['two', isOpen, at]);
    });

    it('closed are those that close the same capability, and the error names what to renew', () => {
      const other = longer({ closes: 'elsewhere' });
      expect(decide(GRACE_END, closing, other).map(shown)).toContainEqual(['two', true, LATER]);
      const [, two] = decide(GRACE_END, closing, longer());
      expect(two?.error?.evidence).toMatchObject({ features: ['name of one'] });
    });

    it('the policy of the feature that ended decides, not that of the others', () => {
      const terms = [term('one'), longer({ validitySuspends: 'organization' })];
      expect(decide(GRACE_END, ...terms).map(shown)).toContainEqual(['two', true, LATER]);
    });

    it('what ended first closed all, and all of them are to be renewed', () => {
      const both = decide(plusMs(LATER, DAY_MS), closing, longer());
      expect(both.map(shown)).toEqual([
        ['one', false, GRACE_END],
        ['two', false, GRACE_END],
      ]);
      expect(both.map(({ error }) => error?.evidence['features'])).toEqual([
        ['name of one'],
        ['name of one', 'name of two'],
      ]);
    });
  });
});
