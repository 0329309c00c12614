/** Runs other programs as steps, and shows which one runs, for how long, and how it ended. */
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';

const FIRST_WORD_MS = 1_000;
const TICK_MS = 5_000;
const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // Without a running program, the signal belongs to the next listener, or ends this process as usual.
    if (running.size === 0) {
      if (process.listenerCount(signal) === 1) process.exit(130);
      return;
    }
    for (const child of running) child.kill(signal);
  });
}

/**
 * Runs a program to its end. Resolves with `{ code, output, seconds }`; the output is collected unless `inherit` is
 * set, in which case the program shares the output of this process.
 */
export function run(command, args, { cwd, env, inherit = false } = {}) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const collect = (chunk) => (output += chunk);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    const end = (code) => {
      running.delete(child);
      resolve({ code, output, seconds: (performance.now() - begun) / 1_000 });
    };
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', (code, signal) => end(signal ? 130 : code));
  });
}

/** Runs a step and shows it if it takes longer than a second. Ends the process if it fails. */
export async function step(title, command, args, options) {
  const result = await withClock(title, () => run(command, args, options));
  if (result.code !== 0) {
    process.stderr.write(`${result.output}\n✖ ${title}: failed (${command} ended with ${result.code})\n`);
    process.exit(result.code || 1);
  }
  return result;
}

/** Shows that `work` is in progress: after the first second, every five seconds, and at the end. */
export async function withClock(title, work) {
  const begun = performance.now();
  const seconds = () => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  let shown = false;
  const first = setTimeout(() => {
    shown = true;
    say(`❯ ${title}`);
  }, FIRST_WORD_MS);
  const ticks = setInterval(() => say(`› ${title}: ${seconds()}`), TICK_MS);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(ticks);
    if (shown) say(`✔ ${title} [${seconds()}]`);
  }
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}
