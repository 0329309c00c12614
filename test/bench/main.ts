/** The bench's command line: measures what is asked for and prints it. A target that is missed is no failure. */
import { Command, InvalidArgumentError } from 'commander';
import { startBenchServers } from './bench-servers.ts';
import { measureCachedHeap } from './cached-heap.ts';
import { writeFigures } from './figures.ts';
import type { Measurement } from './measurement.ts';
import { measureOrderSpeed } from './order-speed.ts';
import { legendOf, machineNow, tableOf, withVerdicts, type Report } from './report.ts';
import { measureUsageRate } from './usage-rate.ts';

const NAMES = [
  'usage-64',
  'usage-256',
  'usage-spread',
  'order-latency',
  'order-rate',
  'order-events',
  'cached-heap',
];
const ROUNDS = 5;

interface Arguments {
  readonly only?: string[];
  readonly rounds: number;
  readonly json?: true;
  readonly write?: true;
}

const program = new Command('npm run bench --')
  .description(
    'Measures the product against the least that its servers could do for the same, on servers of its own.',
  )
  .option('--only <name>', `measure this only; may be repeated: ${NAMES.join(', ')}`, nameAmong)
  .option('--rounds <number>', 'turns of each side, of which the median counts', wholeNumber, ROUNDS)
  .option('--json', 'print the result for programs')
  .option('--write', 'put the figures into docs/performance.md');
const { only, rounds, json, write } = program.parse().opts<Arguments>();

const progress = (line: string): void => void process.stderr.write(`${line}\n`);
const machine = machineNow();
const takenOn = new Date().toISOString().slice(0, 10);
const options = { rounds, progress, wants: (name: string) => only?.includes(name) ?? true };
const servers = await startBenchServers(progress);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void servers.stop().finally(() => process.exit(1)));
}
const measurements: Measurement[] = [];
try {
  for (const measure of [measureUsageRate, measureOrderSpeed, measureCachedHeap]) {
    measurements.push(...(await measure(servers, options)));
  }
} finally {
  await servers.stop();
}

const command = ['npm run bench', ...(only ?? []).map((name) => `--only ${name}`)].join(' -- ');
const report: Report = { command, takenOn, rounds, machine, measurements: withVerdicts(measurements) };
process.stdout.write(
  json === true ? `${JSON.stringify(report, null, 2)}\n` : `${tableOf(report)}\n\n${legendOf(report)}\n`,
);
if (write === true) progress(`figures written to ${writeFigures(report)}`);
process.exit(0);

function nameAmong(name: string, earlier: string[] = []): string[] {
  if (!NAMES.includes(name)) throw new InvalidArgumentError(`It must be one of ${NAMES.join(', ')}.`);
  return [...earlier, name];
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
