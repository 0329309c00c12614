/** Watches the sources and restarts what a change belongs to. */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { SOURCE_FOLDERS } from './dev-build.mjs';

/** Editors and `git` write several files at once; they are handled together. */
const SETTLE_MS = 80;
const SERVICES = {
  worker: 'src/processes/worker.ts',
  api: 'src/processes/api.ts',
  'fake-provider': 'src/processes/fake-provider.ts',
};
const WORKFLOWS = 'workflows/index.ts';
/** What `migrate` brings into the database: collections with their indexes, migrations, and the catalogue. */
const MIGRATED = /^src\/(storage|catalogue)\//;

/** Files changed before the stack is ready are remembered and handled when it is. */
export async function watchSources({ root, build, say }) {
  const { watch } = await import('chokidar');
  const changed = new Set();
  let supervisor;
  let timer;
  let busy = false;

  const watcher = watch(
    SOURCE_FOLDERS.map((folder) => path.join(root, folder)),
    { ignoreInitial: true },
  );
  watcher.on('all', (event, file) => {
    if (event !== 'add' && event !== 'change' && event !== 'unlink') return;
    changed.add(path.relative(root, file).split(path.sep).join('/'));
    schedule();
  });
  await new Promise((resolve) => watcher.once('ready', resolve));

  function schedule() {
    clearTimeout(timer);
    if (supervisor) timer = setTimeout(() => void reload(), SETTLE_MS);
  }

  async function reload() {
    // What changes meanwhile is handled afterwards.
    if (busy || changed.size === 0) return;
    busy = true;
    const files = [...changed];
    changed.clear();
    try {
      await apply(files);
    } catch (error) {
      if (!supervisor.signal.aborted) say(`✖ ${error.message}\n  Waiting for the next change.`);
    } finally {
      busy = false;
      schedule();
    }
  }

  async function apply(files) {
    const begun = performance.now();
    await build.compile(files);
    const inWorkflows = build.affects(files, WORKFLOWS);
    const services = Object.keys(SERVICES).filter(
      (name) => build.affects(files, SERVICES[name]) || (name === 'worker' && inWorkflows),
    );
    const migrates = files.some((file) => MIGRATED.test(file));
    const inConsole = build.affectsConsole(files);
    const what = `${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`;
    if (!migrates && !inConsole && services.length === 0)
      return say(`› ${what}: no running process uses this.`);

    const steps = [
      ...(inWorkflows ? ['bundling workflows'] : []),
      ...(inConsole ? ['building the console'] : []),
      ...(migrates ? ['migrating'] : []),
      ...(services.length > 0 ? [`restarting ${services.join(', ')}`] : []),
    ];
    say(`❯ ${what}: ${steps.join(', ')}`);
    if (inWorkflows) await build.bundle();
    if (inConsole) await build.bundleConsole();
    if (migrates) await supervisor.restart('migrate');
    await Promise.all(services.map((name) => supervisor.restart(name)));
    say(`✔ Reloaded in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  }

  return {
    /** Reloads from now on. Returns a function that ends it. */
    attach(running) {
      supervisor = running;
      say('Watching src, workflows and activities. Types are not checked here: run npm run check.');
      schedule();
      return () => clearTimeout(timer);
    },
    close() {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}
