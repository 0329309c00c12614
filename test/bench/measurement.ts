/** One ratio of the bench: the product against the minimum that its servers need for the same task. */

export interface Target {
  readonly name: string;
  /** What is compared, in one sentence. */
  readonly title: string;
  /** Unit of the figures of both sides. */
  readonly unit: string;
  /** Names of the two sides; without a second one the figure itself has the target. */
  readonly sides: { readonly ours: string; readonly bare: string | null };
  /** Null if the figure has no target. */
  readonly bound: { readonly at: 'least' | 'most'; readonly value: number } | null;
}

export interface Measurement extends Target {
  /** One figure a round, in the order taken; both sides took turns. */
  readonly ours: readonly number[];
  /** Empty if there is no other side. */
  readonly bare: readonly number[];
}

export interface Verdict {
  readonly ours: number;
  readonly bare: number | null;
  /** What has the target: the ratio of the medians, or the figure itself. */
  readonly value: number;
  /** Null if there is no target. */
  readonly met: boolean | null;
}

export function verdictOf({ ours, bare, bound }: Measurement): Verdict {
  const oursMedian = medianOf(ours);
  const bareMedian = bare.length === 0 ? null : medianOf(bare);
  const value = bareMedian === null ? oursMedian : oursMedian / bareMedian;
  return { ours: oursMedian, bare: bareMedian, value, met: bound === null ? null : isMet(value, bound) };
}

function isMet(value: number, { at, value: target }: NonNullable<Target['bound']>): boolean {
  return at === 'least' ? value >= target : value <= target;
}

export function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? NaN;
  return (upper + lower) / 2;
}

/** The percentile of the figures. */
export function percentileOf(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}

/** Lets both sides take turns, so that other load on the machine affects both. */
export async function takeTurns(
  rounds: number,
  sides: { ours: () => Promise<number>; bare: () => Promise<number> },
): Promise<{ ours: number[]; bare: number[] }> {
  const figures = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    figures.bare.push(await sides.bare());
    figures.ours.push(await sides.ours());
  }
  return figures;
}

export interface Calls {
  readonly count: number;
  readonly perSecond: number;
  /** 99th percentile of the durations of calls. */
  readonly p99Ms: number;
}

/** Lets `callers` call repeatedly for a while, each with its own number. */
export function callAgain(
  callers: number,
  forMs: number,
  call: (caller: number) => Promise<unknown>,
): Promise<Calls> {
  const begun = performance.now();
  return callWhile(callers, () => performance.now() - begun < forMs, call);
}

/** The same while `goesOn`, which is checked before each call, returns true. */
export async function callWhile(
  callers: number,
  goesOn: () => boolean,
  call: (caller: number) => Promise<unknown>,
): Promise<Calls> {
  const begun = performance.now();
  const tookMs: number[] = [];
  const loop = async (caller: number): Promise<void> => {
    for (let at = begun; goesOn();) {
      await call(caller);
      const ended = performance.now();
      tookMs.push(ended - at);
      at = ended;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  const perSecond = (tookMs.length * 1_000) / (performance.now() - begun);
  return { count: tookMs.length, perSecond, p99Ms: percentileOf(tookMs, 99) };
}
