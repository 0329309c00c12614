/** Results of a run of the bench, as JSON and as a table for people. */
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { verdictOf, type Measurement, type Verdict } from './measurement.ts';

export interface Report {
  readonly command: string;
  readonly takenOn: string;
  readonly rounds: number;
  readonly machine: {
    readonly cores: number;
    readonly memoryGigabytes: number;
    readonly node: string;
    readonly platform: string;
    /** Load average of the minute before the run: near 0 on an idle machine. */
    readonly loadBefore: number;
  };
  readonly measurements: readonly (Measurement & { readonly verdict: Verdict })[];
}

/** Describes the machine before the run. */
export function machineNow(): Report['machine'] {
  return {
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    loadBefore: loadavg()[0] ?? 0,
  };
}

export function withVerdicts(measurements: readonly Measurement[]): Report['measurements'] {
  return measurements.map((measurement) => ({ ...measurement, verdict: verdictOf(measurement) }));
}

const HEADINGS = ['measurement', 'ours', 'bare', 'result', 'range', 'target', ''] as const;

/** An aligned Markdown table. */
export function tableOf({ measurements }: Report): string {
  const rows = measurements.map((measurement) => rowOf(measurement, measurement.verdict));
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = lineOf(widths.map((width) => '-'.repeat(Math.max(3, width))));
  return [lineOf(HEADINGS), rule, ...rows.map(lineOf)].join('\n');
}

/** Explains each row of the table. */
export function legendOf({ measurements }: Report): string {
  return measurements.map(({ name, title }) => `- \`${name}\`: ${title}.`).join('\n');
}

function rowOf(measurement: Measurement, { ours, bare, value, met }: Verdict): string[] {
  const { name, unit, bound } = measurement;
  const isRatio = bare !== null;
  const shown = (figure: number): string => `${rounded(figure)} ${unit}`.trimEnd();
  return [
    name,
    shown(ours),
    isRatio ? shown(bare) : '',
    isRatio ? value.toFixed(2) : rounded(value),
    rangeOf(measurement),
    bound === null ? '' : `${bound.at === 'least' ? '≥' : '≤'} ${bound.value}`,
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

/** Smallest and largest ratio of a round. */
function rangeOf({ ours, bare }: Measurement): string {
  if (ours.length === 1) return '';
  if (bare.length === 0) return `${rounded(Math.min(...ours))}–${rounded(Math.max(...ours))}`;
  const ratios = ours.map((figure, round) => figure / (bare[round] ?? NaN));
  return `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
}

function rounded(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(1).replace(/\.0$/, '');
}
