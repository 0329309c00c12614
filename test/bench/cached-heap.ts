/**
 * How much heap a cached open order costs, against a workflow that waits on one condition. Each side runs in its own
 * process; the cost of one is the slope between few and many, so that shared memory does not count.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerAddresses } from './bench-worker.ts';
import { takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

/** Environment variables that configure the child. */
export const CHILD_VARIABLES = { side: 'BENCH_SIDE', servers: 'BENCH_SERVERS' } as const;
export type HeapSide = 'order' | 'bare';

export const HEAP: Target = {
  name: 'cached-heap',
  title: 'Heap of one cached order that is active, against one waiting on a condition',
  unit: 'KB',
  sides: { ours: 'active order', bare: 'waiting workflow' },
  bound: { at: 'most', value: 1.25 },
};
const LOADER = pathToFileURL(path.join(import.meta.dirname, '../support/run-typescript.mjs')).href;
const CHILD = path.join(import.meta.dirname, 'cached-heap-child.ts');

export async function measureCachedHeap(
  servers: ServerAddresses,
  { rounds, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!wants(HEAP.name)) return [];
  progress(`heap: ${HEAP.title}`);
  const sides = { ours: () => runChild('order', servers), bare: () => runChild('bare', servers) };
  return [{ ...HEAP, ...(await takeTurns(rounds, sides)) }];
}

/** Returns the KB of one workflow. */
function runChild(side: HeapSide, servers: ServerAddresses): Promise<number> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', LOADER, CHILD], {
    env: {
      ...process.env,
      [CHILD_VARIABLES.side]: side,
      [CHILD_VARIABLES.servers]: JSON.stringify(servers),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const bytes = Number(output);
      if (code === 0 && bytes > 0) resolve(bytes / 1_024);
      else reject(new Error(`the measurement of the heap (${side}) ended with ${String(code)}`));
    });
  });
}
