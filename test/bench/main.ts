/** The command line of the bench: runs the selected measurements and prints them. A missed target is no failure. */
import { Command, InvalidArgumentError } from 'commander';
import type { MongodSettings } from '../../src/devstack/mongod.ts';
import { ADVANCE, measureAdvance } from './advance.ts';
import { startBenchServers } from './bench-servers.ts';
import { HEAP, measureCachedHeap } from './cached-heap.ts';
import { CONSOLE_NAMES, measureConsole } from './console-speed.ts';
import { LATENESS_NAMES, measureEpisodeLateness } from './episode-lateness.ts';
import { writeFigures } from './figures.ts';
import { FLOOD, measureFlood } from './flood.ts';
import { GROWTH_NAMES, measureGrowth } from './growth.ts';
import { HISTORY_NAMES, measureHistory } from './history.ts';
import { HTTP_NAMES, measureHttpRate } from './http-rate.ts';
import type { Measurement } from './measurement.ts';
import { measureMongod, MONGOD_NAMES } from './mongod-settings.ts';
import { measureNeighbour, NEIGHBOUR_NAMES } from './neighbour.ts';
import { measureNeighbourServices, NEIGHBOUR_SERVICES_NAMES } from './neighbour-services.ts';
import { END_TO_END_NAMES, measureOrderEndToEnd } from './order-end-to-end.ts';
import { measureOrderSpeed, ORDER_NAMES } from './order-speed.ts';
import type { BenchOptions } from './options.ts';
import { legendOf, machineNow, tableOf, withVerdicts, type Report } from './report.ts';
import { CPU_NAMES, measureUsageCpu } from './usage-cpu.ts';
import { FOOTPRINT_NAMES, measureUsageFootprint } from './usage-footprint.ts';
import { measureUsageRate, USAGE_NAMES } from './usage-rate.ts';

const NAMES = [
  ...USAGE_NAMES,
  ...FOOTPRINT_NAMES,
  ...NEIGHBOUR_NAMES,
  ...NEIGHBOUR_SERVICES_NAMES,
  ...HTTP_NAMES,
  ...CPU_NAMES,
  FLOOD.name,
  ...HISTORY_NAMES,
  ...GROWTH_NAMES,
  ...LATENESS_NAMES,
  ...ORDER_NAMES,
  ...END_TO_END_NAMES,
  ADVANCE.name,
  HEAP.name,
  ...CONSOLE_NAMES,
  ...MONGOD_NAMES,
];
const ROUNDS = 5;
const ROUND_MS = 2_000;
const WARM_UP_MS = 1_000;
/** Sizes of a smoke test. */
const MOMENT_MS = 100;
/** Begins the name of a server parameter. */
const PARAMETER = 'setParameter.';

interface Arguments {
  readonly only?: string[];
  readonly rounds: number;
  readonly mongod?: MongodSettings;
  readonly smoke?: true;
  readonly json?: true;
  readonly write?: true;
}

const program = new Command('npm run bench --')
  .description(
    'Measures the product against the least that its servers could do for the same, on servers of its own.',
  )
  .option('--only <name>', `measure this only; may be repeated: ${NAMES.join(', ')}`, nameAmong)
  .option('--rounds <number>', 'turns of each side, of which the median counts', wholeNumber, ROUNDS)
  .option(
    '--mongod <name=value>',
    'compare the embedded MongoDB with one that has this option of mongod, or with setParameter.<name> this server parameter; may be repeated',
    settingOf,
  )
  .option('--smoke', 'everything for a moment, to see that it runs; the figures mean nothing')
  .option('--json', 'print the result for programs')
  .option('--write', 'put the figures into docs/performance.md');
const { only, rounds, mongod, smoke, json, write } = program.parse().opts<Arguments>();
if (smoke === true && write === true) program.error('error: figures of a smoke test are not written');
if (mongod === undefined && only?.some((name) => MONGOD_NAMES.includes(name)) === true)
  program.error('error: the measurements of mongod need --mongod');

const progress = (line: string): void => void process.stderr.write(`${line}\n`);
const machine = machineNow();
const takenOn = new Date().toISOString().slice(0, 10);
const options: BenchOptions = {
  rounds: smoke === true ? 1 : rounds,
  roundMs: smoke === true ? MOMENT_MS : ROUND_MS,
  warmUpMs: smoke === true ? MOMENT_MS : WARM_UP_MS,
  smoke: smoke === true,
  mongod: mongod ?? null,
  progress,
  wants: (name) => only?.includes(name) ?? true,
};
const servers = await startBenchServers(progress);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void servers.stop().finally(() => process.exit(1)));
}
const measurements: Measurement[] = [];
try {
  for (const measure of [
    measureUsageRate,
    measureUsageFootprint,
    measureNeighbour,
    measureNeighbourServices,
    measureHttpRate,
    measureUsageCpu,
    measureFlood,
    measureHistory,
    measureGrowth,
    measureEpisodeLateness,
    measureOrderSpeed,
    measureOrderEndToEnd,
    measureAdvance,
    measureCachedHeap,
    measureConsole,
    measureMongod,
  ]) {
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

function settingOf(
  text: string,
  { options, parameters }: MongodSettings = { options: {}, parameters: {} },
): MongodSettings {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (name === '' || value === '') throw new InvalidArgumentError('It must be name=value.');
  return name.startsWith(PARAMETER)
    ? { options, parameters: { ...parameters, [name.slice(PARAMETER.length)]: value } }
    : { options: { ...options, [name]: value }, parameters };
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
