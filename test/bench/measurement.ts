/** One ratio of the bench: what the product does against the least that its servers could do for the same. */

export interface Target {
  readonly name: string;
  /** What is compared, in one sentence. */
  readonly title: string;
  /** Of both sides. */
  readonly unit: string;
  /** Names of the two sides; without a second one the figure itself has the target. */
  readonly sides: { readonly ours: string; readonly bare: string | null };
  readonly bound: { readonly at: 'least' | 'most'; readonly value: number };
}

export interface Measurement extends Target {
  /** One figure a round, in the order taken; both sides took turns. */
  readonly ours: readonly number[];
  /** Empty where there is no other side. */
  readonly bare: readonly number[];
}

export interface Verdict {
  readonly ours: number;
  readonly bare: number | null;
  /** What has the target: the ratio of the medians, or the figure itself. */
  readonly value: number;
  readonly met: boolean;
}

export function verdictOf({ ours, bare, bound }: Measurement): Verdict {
  const oursMedian = medianOf(ours);
  const bareMedian = bare.length === 0 ? null : medianOf(bare);
  const value = bareMedian === null ? oursMedian : oursMedian / bareMedian;
  const met = bound.at === 'least' ? value >= bound.value : value <= bound.value;
  return { ours: oursMedian, bare: bareMedian, value, met };
}

export function medianOf(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? NaN;
  return (upper + lower) / 2;
}

/** Lets both sides take turns, so that whatever else the machine does meets both. */
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

/** Lets `callers` call again and again for a while; gives calls a second. */
export async function callsPerSecond(
  callers: number,
  forMs: number,
  call: (caller: number) => Promise<unknown>,
): Promise<number> {
  const begun = performance.now();
  let calls = 0;
  const loop = async (caller: number): Promise<void> => {
    while (performance.now() - begun < forMs) {
      await call(caller);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  return (calls * 1_000) / (performance.now() - begun);
}
