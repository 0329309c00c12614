/** Counters whose series exist from the start: an increase from nothing to 1 is none to Prometheus. */
import { Counter, type Registry } from 'prom-client';

interface Description<Label extends string> {
  readonly name: string;
  readonly help: string;
  /** The values of each label. */
  readonly labels: Readonly<Record<Label, readonly string[]>>;
}

/** Registers a counter that is 0 for every combination of its labels. */
export function zeroedCounter<Label extends string>(
  registry: Registry,
  { name, help, labels }: Description<Label>,
): Counter<Label> {
  const labelNames = Object.keys(labels) as Label[];
  const counter = new Counter({ name, help, labelNames, registers: [registry] });
  for (const combination of combinationsOf(labels)) counter.inc(combination, 0);
  return counter;
}

/** Every choice of one value for each label. */
export function combinationsOf<Label extends string>(
  labels: Readonly<Record<Label, readonly string[]>>,
): Record<Label, string>[] {
  const entries = Object.entries<readonly string[]>(labels);
  return entries.reduce<Record<string, string>[]>(
    (combinations, [label, values]) =>
      combinations.flatMap((combination) => values.map((value) => ({ ...combination, [label]: value }))),
    [{}],
  );
}
